import * as z from 'zod';
import type { Agent } from './world.ts';

/** The id that a page gives to what it asks for: asked twice, it is done once. */
export const idSchema = z.string().min(1).max(100);

/** The id of the event that this makes: whatever id a page gives, it is never that of somebody else's event. */
export const eventIdOf = (how: 'said' | 'did' | 'identified', { worker }: Pick<Agent, 'worker'>, id: string): string =>
  `${how} ${worker.sid} ${id}`;

/** The id that the page of this agent gave, by the key of the line that came of it; undefined where it was not theirs. */
export function idIn(key: string, { worker }: Pick<Agent, 'worker'>): string | undefined {
  const [how, sid, ...id] = key.split(' ');
  return (how === 'said' || how === 'did') && sid === worker.sid ? id.join(' ') : undefined;
}
