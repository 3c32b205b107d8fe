import { useSignal } from '@preact/signals';
import type { Act } from '../../../../lib/console/protocol/call.ts';
import type { Task } from '../../../../lib/console/protocol/work.ts';
import { useConsole } from '../../state/context.ts';
import { counted } from '../../times.ts';
import { useFullName } from '../conversation/full-name.ts';
import { TransferDialog } from '../conversation/transfer-dialog.tsx';
import { Icon } from '../icon.tsx';
import { Refusal } from '../refusal.tsx';
import { Keypad } from './keypad.tsx';
import { PhoneDeed } from './phone-deed.tsx';
import { texts } from './texts.ts';

/** The call that the agent has, over everything: with whom, how long, how it is, and what can be done. */
export function PhoneBar() {
  const { work, now, open, refusals } = useConsole();
  const fullName = useFullName();
  const calls = work.value.value?.tasks.filter((task) => task.call && task.state === 'accepted') ?? [];
  const call = calls.find(({ phone }) => phone) ?? calls[0];
  if (!call) return null;
  const { thread, customer, acceptedAt, phone } = call;
  return (
    <section class="phone-bar" aria-label={texts.phone.name}>
      <Icon name="phone" />
      <button type="button" class="phone-who" onClick={() => open(thread)} dir="auto">
        {phone ? texts.phone.with(customer.name) : texts.phone.rings(customer.name)}
      </button>
      {phone && phone.others.length > 0 && (
        <span class="phone-others">{texts.phone.also(phone.others.map(({ name }) => fullName(name)).join(', '))}</span>
      )}
      <span class="phone-time" role="timer">
        {counted(now.value - (phone?.since ?? acceptedAt))}
      </span>
      <span class="phone-state" role="status">
        {phone && stateOf(phone)}
      </span>
      {phone ? <OnThePhone call={call} phone={phone} /> : <Ringing thread={thread} />}
      <Refusal why={refusals.value.phone} />
    </section>
  );
}

type Phone = NonNullable<Task['phone']>;

function stateOf({ muted, held }: Phone): string {
  if (muted && held) return texts.phone.both;
  return muted ? texts.phone.muted : held ? texts.phone.held : '';
}

function OnThePhone({ call: { thread, transfer }, phone }: { call: Task; phone: Phone }) {
  const { call } = useConsole();
  const fullName = useFullName();
  const busy = useSignal<Act['type']>();
  const transferring = useSignal(false);
  const act = async (does: Act) => {
    if (busy.value === does.type) return;
    busy.value = does.type;
    await call(thread, does);
    busy.value = undefined;
  };
  const joined = transfer?.state === 'joined' ? fullName(transfer.worker?.name ?? transfer.to) : undefined;
  return (
    <div class="phone-deeds">
      <PhoneDeed
        icon="mute"
        words={texts.phone.mute}
        command="mute"
        pressed={phone.muted}
        act={() => void act({ type: phone.muted ? 'unmute' : 'mute' })}
      />
      <PhoneDeed
        icon="pause"
        words={texts.phone.hold}
        command="hold"
        pressed={phone.held}
        act={() => void act({ type: phone.held ? 'unhold' : 'hold' })}
      />
      <Keypad press={(digits) => void call(thread, { type: 'digits', digits })} />
      <PhoneDeed
        icon="transfer"
        words={texts.phone.transfer}
        why={transfer && texts.phone.asked}
        act={() => {
          transferring.value = true;
        }}
      />
      <PhoneDeed
        icon="hangup"
        words={texts.phone.hangUp}
        title={joined === undefined ? texts.phone.hangUp : texts.phone.leave(joined)}
        end
        act={() => void act({ type: 'hang-up' })}
      />
      {transferring.value && (
        <TransferDialog
          thread={thread}
          close={() => {
            transferring.value = false;
          }}
        />
      )}
    </div>
  );
}

/** The agent's telephone is not in the call yet, or not any more. */
function Ringing({ thread }: { thread: string }) {
  const { deed } = useConsole();
  return (
    <div class="phone-deeds">
      <PhoneDeed icon="hangup" words={texts.phone.end} end act={() => void deed(thread, { type: 'wrap' })} />
    </div>
  );
}
