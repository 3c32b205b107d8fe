import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Offer } from '../../../../lib/console/protocol/work.ts';
import { lookOf } from '../../channels.ts';
import { withHint } from '../../keys.ts';
import { useConsole } from '../../state/context.ts';
import { texts } from '../../texts.ts';
import { fill, languageName, lasted } from '../../words.ts';
import { Face } from './face.tsx';

/** Somebody waits, and this agent is asked. `gone`: not any more; its place stays while the pointer is there. */
export function OfferView({ offer, gone }: { offer: Offer; gone: boolean }) {
  const { now, answer, refusals } = useConsole();
  const answering = useSignal(false);
  const { reservation, channel, customer, queue, skills, waitingSince, call, last, why, transfer } = offer;
  const refusal = refusals.value[reservation];
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
            {customer.vip && <span class="vip">{texts.work.vip}</span>}
            <span class="task-waiting">
              <span class="hidden">{fill(texts.work.waited, { time: '' })}</span>
              {lasted(now.value - waitingSince)}
            </span>
          </p>
          <p class="offer-facts">{facts.join(' · ')}</p>
        </div>
      </div>
      {transfer && (
        <p class="offer-transfer">
          {fill(texts.work.transfer[transfer.kind], transfer)}
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
          title={withHint(call ? texts.work.pickUp : texts.work.accept, 'accept')}
          onClick={() => void give('accepted')}
        >
          {answering.value ? texts.work.answering : call ? texts.work.pickUp : texts.work.accept}
        </button>
        <button
          type="button"
          class="button offer-decline"
          disabled={answering.value}
          title={withHint(texts.work.decline, 'decline')}
          onClick={() => void give('rejected')}
        >
          {texts.work.decline}
        </button>
      </div>
      {refusal !== undefined && (
        <p class="refusal" role="alert">
          {refusal}
        </p>
      )}
    </li>
  );
}

/** A thin line that gets shorter until the offer goes to somebody else. */
function Countdown({ offer: { offeredAt, lapsesAt } }: { offer: Offer }) {
  const { now } = useConsole();
  const line = useRef<HTMLDivElement>(null);
  const left = Math.max(0, lapsesAt - now.value);
  useLayoutEffect(() => {
    line.current?.style.setProperty('--left', `${left / Math.max(1, lapsesAt - offeredAt)}`);
  }, [left, offeredAt, lapsesAt]);
  return (
    <div class="countdown" role="timer" aria-label={fill(texts.work.left, { seconds: Math.ceil(left / 1_000) })}>
      <div class="countdown-line" ref={line} />
    </div>
  );
}
