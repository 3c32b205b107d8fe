import type { ThreadEvent } from '../message.ts';
import { aside, type Turn } from './turn.ts';

/**
 * An agent made sure that an address is this customer's, which opens the other's history to whoever has this one in hand: who did
 * it stays to be read. Nothing where it was known.
 */
export function takeIdentifiedTurn(
  turn: Turn,
  { worker, proves = [] }: Extract<ThreadEvent, { type: 'identified' }>,
): void {
  if (!turn.identity) return;
  const addresses = proves.map((proof) => proof.slice(proof.indexOf(':') + 1)).join(', ');
  const joined = turn.identity.links.length > 0 ? ' Two customers are one from now on.' : '';
  aside(turn, `${worker.name} has made sure that ${addresses} is theirs.${joined}`);
}
