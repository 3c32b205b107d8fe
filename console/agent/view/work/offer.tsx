import { useSignal } from '@preact/signals';
import type { Offer } from '../../../../lib/console/protocol/work.ts';
import { lookOf } from '../../channels.ts';
import { withHint } from '../../keys.ts';
import { useConsole } from '../../state/context.ts';
import { lasted } from '../../times.ts';
import { languageName } from '../../words.ts';
import { Refusal } from '../refusal.tsx';
import { Vip } from '../vip.tsx';
import { Face } from './face.tsx';
import { texts } from './texts.ts';

/** Somebody waits, and this agent is asked. `gone`: not any more; its place stays while the pointer is there. */
export function OfferView({ offer, gone }: { offer: Offer; gone: boolean }) {
  const { now, answer, refusals } = useConsole();
  const answering = useSignal(false);
  const { reservation, channel, customer, queue, skills, waitingSince, call, last, why, transfer } = offer;
  const facts = [
    lookOf(channel).title,
    customer.language && languageName(customer.language),
    skills.join(', ') || queue,
  ].filter(Boolean);

  async function give(what: 'accepted' | 'rejected'): Promise<void> {
    answering.value = true;
    await answer(offer, what);
    answering.value = false;
  }

  return (
    <li class={`offer ${call ? 'offer-call' : ''} ${gone ? 'is-gone' : ''}`} inert={gone}>
      <Countdown offer={offer} />
      <div class="offer-who">
        <Face name={customer.name} channel={channel} />
        <div class="offer-about">
          <p class="offer-name">
            <span dir="auto">{customer.name}</span>
            {customer.vip && <Vip />}
            <span class="task-waiting">
              <span class="hidden">{texts.waited} </span>
              {lasted(now.value - waitingSince)}
            </span>
          </p>
          <p class="offer-facts">{facts.join(' · ')}</p>
        </div>
      </div>
      {transfer && (
        <p class="offer-transfer">
          {texts.transfer[transfer.kind](transfer.from)}
          {transfer.note && <q>{transfer.note}</q>}
        </p>
      )}
      {last && (
        <p class="offer-last" dir="auto">
          {last.text}
        </p>
      )}
      {why && <p class="offer-why">{why}</p>}
      <div class="offer-answers">
        <button
          type="button"
          class="button button-main offer-accept"
          disabled={answering.value}
          title={withHint(call ? texts.pickUp : texts.accept, 'accept')}
          onClick={() => void give('accepted')}
        >
          {answering.value ? texts.answering : call ? texts.pickUp : texts.accept}
        </button>
        <button
          type="button"
          class="button offer-decline"
          disabled={answering.value}
          title={withHint(texts.decline, 'decline')}
          onClick={() => void give('rejected')}
        >
          {texts.decline}
        </button>
      </div>
      <Refusal why={refusals.value[reservation]} />
    </li>
  );
}

/** A thin line that gets shorter until the offer goes to somebody else. */
function Countdown({ offer: { offeredAt, lapsesAt } }: { offer: Offer }) {
  const { now } = useConsole();
  const left = Math.max(0, lapsesAt - now.value);
  return (
    <div class="countdown" role="timer" aria-label={texts.left(Math.ceil(left / 1_000))}>
      <div class="countdown-line" style={{ '--left': left / Math.max(1, lapsesAt - offeredAt) }} />
    </div>
  );
}
