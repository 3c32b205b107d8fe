import type { ThreadEvent } from '../message.ts';
import { hexOf, threadKey } from '../thread.ts';
import { customerOf } from './customer-of.ts';
import { inTheirLanguage } from './texts.ts';
import { say, type Turn } from './turn.ts';
import type { Routing, World } from './world.ts';

const prefix = 'waiting ';

/** Has the thread woken when the customer will have waited long, where the workflow has something to say then. */
export function beginPatience(
  { patience }: Routing,
  turn: Turn,
  { externalId, workflow }: { externalId: string; workflow: string },
): void {
  const { thread, at } = turn.event;
  const seconds = patience(workflow)?.seconds;
  if (seconds === undefined) return;
  const token = `${prefix}${externalId} ${workflow}`;
  const id = hexOf(`${threadKey(thread)} ${token}`);
  turn.effects.push({ type: 'timer', id, thread, at: at + seconds * 1_000, token });
}

/** Whether a timer is one of these; then the customer is told, unless somebody has come meanwhile. */
export async function endPatience(
  world: World,
  turn: Turn,
  { token }: Extract<ThreadEvent, { type: 'timeout' }>,
): Promise<boolean> {
  if (!token.startsWith(prefix)) return false;
  const [externalId = '', ...workflow] = token.slice(prefix.length).split(' ');
  const { handOff, run, customerId } = turn.state;
  const patience = world.routing.patience(workflow.join(' '));
  if (!patience || handOff?.externalId !== externalId || handOff.worker !== undefined) return true;
  const known = run ? customerOf(run) : (turn.customer ?? (await world.store.root(customerId)))?.attributes;
  say(turn, { type: 'text', text: inTheirLanguage(patience.say, known ?? {}) }, 'system', token);
  return true;
}
