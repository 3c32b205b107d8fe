import type { DeskLine, DeskReservation } from '../../desk.ts';
import type { Agent } from '../protocol.ts';
import { ChannelMark } from './channels.tsx';
import { customerOf, lastSaid, wordsOf } from './customer-of.ts';
import { since, useNow } from './times.ts';
import { Fault, useAct } from './use-act.tsx';

/** A task that rings with an agent. */
export function Offer({ agent, offer, lines }: { agent: Agent; offer: DeskReservation; lines: DeskLine[] }) {
  const now = useNow();
  const { busy, fault, run } = useAct();
  const { name, channel, language, vip } = customerOf(offer);
  const said = lastSaid(lines);
  const answer = (answer: 'accepted' | 'rejected') => () =>
    void run({ type: 'answer', id: crypto.randomUUID(), worker: agent.sid, reservation: offer.sid, answer });
  return (
    <article class="offer" aria-label={`Offer: ${name}`}>
      <div class="about">
        <h3>
          {name} {vip && <span class="vip">VIP</span>}
        </h3>
        <p>
          <ChannelMark channel={channel} /> {language} · waiting {since(said?.at ?? offer.since, now)}
        </p>
        {said && <blockquote>{wordsOf(said)}</blockquote>}
      </div>
      <div class="answers">
        <button type="button" class="accept" disabled={busy} onClick={answer('accepted')}>
          Accept
        </button>
        <button type="button" disabled={busy} onClick={answer('rejected')}>
          Decline
        </button>
      </div>
      <Fault sentence={fault} />
    </article>
  );
}
