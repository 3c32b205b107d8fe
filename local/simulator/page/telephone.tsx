import { useState } from 'preact/hooks';
import type { Deed } from '../deeds.ts';
import type { Agent, Customer, ShownCall, Telephone as TelephoneState } from '../protocol.ts';
import { CallButtons } from './call-buttons.tsx';
import { CallLog } from './call-log.tsx';
import { CallState, isLive, ringsAtCustomer } from './call-state.tsx';
import { Composer } from './composer.tsx';
import { Keypad } from './keypad.tsx';
import { lookOf, styleOf } from './look.ts';
import { Fault, useAct } from './use-act.tsx';
import { useBottom } from './use-bottom.ts';

type TelephoneProps = { telephone: TelephoneState; title: string; agents: Agent[]; state: string };

/** The telephone of each customer: who calls, what is heard, and what can be said and pressed. */
export function Telephone({ telephone: { account, number, customers, calls }, title, agents, state }: TelephoneProps) {
  const [chosen, choose] = useState(customers[0]?.sender ?? '');
  const deed = useAct();
  const ending = useAct();
  const theirs = calls.filter(({ customer }) => customer === chosen);
  const live = theirs.findLast(isLive);
  const screen = useBottom<HTMLDivElement>(JSON.stringify([chosen, theirs.map(sizeOf)]));
  const action = (does: Deed, id: string = crypto.randomUUID()) =>
    ({ type: 'telephone', id, call: live?.sid ?? '', does }) as const;
  // Who waits for an answer can hang up meanwhile.
  const act = (does: Deed) => void (does.type === 'hang-up' ? ending : deed).run(action(does));
  const call = () => void deed.run({ type: 'call', id: crypto.randomUUID(), account, customer: chosen });
  const names = namesOf(customers, calls);
  const { says, ...writing } = writingOn(live);
  return (
    <section class={`phone bubbles-tail ${state}`} style={styleOf(lookOf('voice'))} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <label>
          <span class="hidden">Customer on the telephone</span>
          <select value={chosen} onChange={({ currentTarget }) => choose(currentTarget.value)}>
            {[...names].map(([sender, name]) => (
              <option key={sender} value={sender}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <p class="address phone-address" title={chosen}>
          {chosen}
        </p>
      </header>
      <CallState call={live ?? theirs.at(-1)} agents={agents} />
      <div class="screen" ref={screen} role="log" aria-label="What is heard on the telephone">
        {theirs.length === 0 && <p class="empty">No call since Seaway started. Call {number}, and listen.</p>}
        <ol>
          {theirs.map((one) => (
            <CallLog key={one.sid} call={one} />
          ))}
        </ol>
      </div>
      {calls
        .filter((one) => one.customer !== chosen && ringsAtCustomer(one))
        .map(({ sid, customer }) => (
          <button key={sid} type="button" class="elsewhere" onClick={() => choose(customer)}>
            It rings at {names.get(customer)}: go there
          </button>
        ))}
      <Fault sentence={ending.fault || deed.fault} />
      <Composer
        key={`${chosen} ${writing.label}`}
        name={`${account} ${chosen} ${writing.label}`}
        {...writing}
        send={(id, text) => action({ type: says, text }, id)}
      />
      <Keypad
        key={live?.sid}
        keys={deed.busy ? undefined : live?.keys}
        press={(digits) => act({ type: 'press', digits })}
      />
      <CallButtons call={live} busy={deed.busy} callOurs={call} act={act} />
    </section>
  );
}

/** The example customers, and after them whoever else was called. */
function namesOf(customers: Customer[], calls: ShownCall[]): Map<string, string> {
  const names = new Map(customers.map(({ sender, name }) => [sender, name]));
  for (const { customer } of calls) if (!names.has(customer)) names.set(customer, customer);
  return names;
}

const sizeOf = ({ state, steps }: ShownCall) => [state, ...steps.map(({ heard }) => heard.length)];

/** What words are good for now. */
function writingOn(call: ShownCall | undefined) {
  if (call?.waitsAt === 'Record')
    return { says: 'message', label: 'Leave a message', placeholder: 'Leave a message after the tone' } as const;
  const closed = call?.speech ? undefined : call ? 'Nobody listens now' : 'Call, then speak here';
  return { says: 'speak', label: 'Say on the telephone', placeholder: 'Say …', ...(closed && { closed }) } as const;
}
