import * as z from 'zod';
import { audienceOf, watchersOf } from '../console/audience.ts';
import type { Push } from '../console/protocol/push.ts';
import { threadKeySchema } from '../console/thread-key.ts';
import type { LiveConnection } from '../store/connections.ts';
import type { Entrance, Realtime } from './world.ts';

/** Lets an agent's console in by its access token. What is pushed to it are hints, so that it may outlive the token. */
export async function enterConsole({ caller }: Realtime, token: string): Promise<Entrance> {
  const seen = await caller(`Bearer ${token}`);
  if (!('caller' in seen)) return seen;
  const { name, role } = seen.caller;
  return { connection: { kind: 'console', worker: name, supervisor: role === 'supervisor' } };
}

type Console = Extract<LiveConnection, { kind: 'console' }>;

/** What a console listens to. */
export const consoleAudience = ({ worker }: Console): string => audienceOf(worker);

/** A supervisor's console watches a thread from now on; there is nothing else to say. */
export async function takeConsoleFrame(
  { connections }: Realtime,
  { supervisor }: Console,
  id: string,
  sent: unknown,
): Promise<Push> {
  const watch = watchSchema.safeParse(sent).data;
  if (!watch) return { type: 'refused', status: 400, reason: 'A console says ping, or watch and a thread.' };
  if (!supervisor) return { type: 'refused', status: 403, reason: 'Only supervisors watch.' };
  await connections.listen(id, watchersOf(watch.thread));
  return { type: 'pong' };
}

const watchSchema = z.object({ type: z.literal('watch'), thread: threadKeySchema });
