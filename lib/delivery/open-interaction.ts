import type { Carrier } from '../delivery.ts';
import { type Flex, identityOf, type Opened } from '../flex/flex.ts';
import { isListener, listenerOf } from '../flex/webhook.ts';
import { openingOf } from '../flex/words.ts';
import type { Thread } from '../message.ts';
import type { NewTask } from '../tasks/tasks.ts';
import { linked } from './linked.ts';

type Helper = Pick<Carrier, 'media' | 'origin'>;

/**
 * Opens a hand-off in Flex: a conversation with the customer in it, what was said so far as one message, and an interaction,
 * by which Twilio makes the task; four calls, three of them in a row. A second try goes on where the first one stopped; that
 * there is no task yet has to be known by then. Gives the task's SID where Twilio tells it at once.
 */
export async function openInteraction(
  helper: Helper,
  flex: Flex,
  { thread, task, again }: { thread: Thread; task: NewTask; again: boolean },
): Promise<string | undefined> {
  const { externalId, worker: _, ...routing } = task;
  const before = again ? await flex.opened.find(externalId) : undefined;
  const { conversation } = before ?? (await converseIn(helper, flex, thread, externalId));
  const [api, workspaceSid] = await Promise.all([flex.api(), flex.workspaceSid()]);
  return api.route(conversation, { ...routing, workspaceSid });
}

/** Lines that are read for the beginning: more than fit into one message. */
const lines = 50;

async function converseIn({ media, origin }: Helper, flex: Flex, thread: Thread, externalId: string): Promise<Opened> {
  const api = await flex.api();
  const identity = identityOf(thread);
  const [{ sid, isNew }, newest] = await Promise.all([
    api.begin({ name: externalId, identity }),
    flex.newest(thread, lines),
  ]);
  const [marks, listeners] = isNew ? [[], []] : await Promise.all([api.marks(sid), api.listeners(sid)]);
  const told = marks.find(({ seaway }) => seaway === externalId)?.upTo;
  const upTo = told ?? newest[0]?.sk ?? '';
  const body = openingOf(newest.toReversed(), ({ content }) => linked(content, media));
  await Promise.all([
    isNew || api.join(sid, identity),
    listeners.some(isListener) || api.listen(sid, listenerOf(origin, thread, externalId)),
    told !== undefined || body === '' || api.say(sid, { author: 'Seaway', body, mark: { seaway: externalId, upTo } }),
  ]);
  const opened = { conversation: sid, upTo };
  await flex.opened.keep(externalId, opened);
  return opened;
}
