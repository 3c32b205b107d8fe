import { hexOf, threadKey } from '../thread.ts';
import type { Turn } from './turn.ts';
import type { Routing } from './world.ts';

/** What a timer is for: the customer of this hand-off is told for the first time, the second, and so on. */
export type Waiting = { externalId: string; count: number; workflow: string };

/** Has the thread woken when the customer will have waited long, where the workflow has something to say then. */
export function beginPatience(
  { patience }: Routing,
  turn: Turn,
  { externalId, workflow }: { externalId: string; workflow: string },
): void {
  const seconds = patience(workflow)?.seconds;
  if (seconds !== undefined) wakeWaiting(turn, seconds, { externalId, count: 1, workflow });
}

const prefix = 'waiting ';

/** Has the thread woken after so many seconds. */
export function wakeWaiting(turn: Turn, seconds: number, { externalId, count, workflow }: Waiting): void {
  const { thread, at } = turn.event;
  const token = `${prefix}${externalId}${count === 1 ? '' : `#${count}`} ${workflow}`;
  const id = hexOf(`${threadKey(thread)} ${token}`);
  turn.effects.push({ type: 'timer', id, thread, at: at + seconds * 1_000, token });
}

/** What such a timer was for; undefined for any other. */
export function readWaiting(token: string): Waiting | undefined {
  if (!token.startsWith(prefix)) return undefined;
  const [handOff = '', ...workflow] = token.slice(prefix.length).split(' ');
  const [externalId = '', count = '1'] = handOff.split('#');
  return { externalId, count: Number(count), workflow: workflow.join(' ') };
}
