import * as z from 'zod';
import type { SocketEvent } from '../aws/socket-event.ts';
import { webchat } from '../channels/webchat/index.ts';
import { sessionOf } from '../channels/webchat/token.ts';
import type { LiveConnection } from '../store/connections.ts';
import { threadKey } from '../thread.ts';
import { enter, frameRequest, isWelcome, settingsOf } from '../webchat/entrance.ts';
import type { Entrance, Realtime } from './world.ts';

/** Lets a page with our chat in by its session token. */
export async function enterPage(realtime: Realtime, token: string, origin: string | undefined): Promise<Entrance> {
  const account = sessionOf(token)?.account ?? '';
  const settings = await settingsOf(realtime, account);
  if (!settings) return { status: 401 };
  if (!isWelcome(settings, origin)) return { status: 403 };
  const session = enter(settings, account, `Bearer ${token}`);
  if (!session) return { status: 401 };
  return { connection: { kind: 'webchat', thread: { channel: webchat.name, account, sender: session.sub }, token } };
}

type Page = Extract<LiveConnection, { kind: 'webchat' }>;

/** What a page listens to. */
export const pageAudience = ({ thread }: Page): string => threadKey(thread);

/** Takes what a page's visitor did, as the channel's webhook does, and answers it. */
export async function takePageFrame(
  realtime: Realtime,
  { thread, token }: Page,
  { trace, body }: SocketEvent,
  sent: unknown,
): Promise<object> {
  const about = aboutSchema.safeParse(sent).data ?? {};
  const answer = await realtime.take(thread.account, frameRequest(thread.account, token, body), trace);
  if (answer.status === 200) return { type: 'taken', ...about };
  return { type: 'refused', ...about, status: answer.status, reason: answer.body };
}

/** What the answer repeats, so that the page knows what it answers: the id of a frame, or those of several. */
export const aboutSchema = z.union([
  z.object({ id: z.string().max(100) }),
  z
    .array(z.object({ id: z.string().max(100) }))
    .max(50)
    .transform((frames) => ({ ids: frames.map((frame) => frame.id) })),
]);
