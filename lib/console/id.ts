import * as z from 'zod';
import type { Thread } from '../message.ts';
import { hexOf, threadKey } from '../thread.ts';
import type { Agent } from './world.ts';

/** The id that a page gives to what it asks for: asked twice, it is done once. */
export const idSchema = z.string().min(1).max(100);

/** Whose id it is, and on which thread: ids of others, and of other customers, may be the same. */
type Whose = Pick<Agent, 'worker'> & { thread: Thread };

/** The id of the event that comes of what a page asks for under an id of its own. */
export const eventIdOf = (how: 'said' | 'did' | 'identified', { worker, thread }: Whose, id: string): string =>
  `${how} ${worker.sid} ${hexOf(threadKey(thread))} ${id}`;

/** The id that the page of this agent gave, by the key of the line that came of it; undefined where it was not theirs. */
export function idIn(key: string, { worker }: Pick<Agent, 'worker'>): string | undefined {
  const [how, sid, _thread, ...id] = key.split(' ');
  return (how === 'said' || how === 'did') && sid === worker.sid ? id.join(' ') : undefined;
}
