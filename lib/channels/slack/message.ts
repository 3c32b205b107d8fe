import * as z from 'zod';
import type { Content, ThreadEvent } from '../../message.ts';
import type { Received } from '../channel.ts';
import { readValue } from '../shared/json.ts';
import { ignored, receivedOf } from '../shared/received.ts';
import { messageIdOf, threadOf, timeOf, timeShape } from './place.ts';
import { plainText } from './text.ts';

/** What an event comes with: our account, the event's own id, and our bot's id among the users. */
export type Hearing = { account: string; id: string; us: string | undefined };

const file = z.object({
  name: z.string().nullish(),
  mimetype: z.string().optional(),
  // Absent of a file that was deleted, or that another workspace keeps to itself.
  url_private: z.url({ protocol: /^https$/ }).optional(),
});

const wordsShape = z.object({
  text: z.string().optional(),
  files: z.array(file).optional(),
  thread_ts: timeShape.optional(),
  bot_id: z.string().optional(),
});

const saidShape = wordsShape.extend({ channel: z.string().min(1), ts: timeShape });

const changedShape = z.object({
  channel: z.string().min(1),
  event_ts: timeShape,
  message: wordsShape.extend({ ts: timeShape, subtype: z.string().optional(), edited: z.unknown().optional() }),
  previous_message: z.object({ text: z.string().optional() }).optional(),
});

const deletedShape = z.object({
  channel: z.string().min(1),
  event_ts: timeShape,
  deleted_ts: timeShape,
  previous_message: z.object({ thread_ts: timeShape.optional(), bot_id: z.string().optional() }).optional(),
});

/**
 * A message, and one more for each file beyond the first. A mention in a channel comes twice, as `app_mention` and as
 * `message`, with different event ids: both become the same event, as it is known by its channel and time.
 */
export function saidOf(event: unknown, { account, us }: Hearing): Received {
  const said = readValue(event, saidShape);
  if (said.bot_id) return ignored('message of a bot');
  const messageId = messageIdOf(said.channel, said.ts);
  const thread = threadOf(account, said.channel, said.thread_ts ?? said.ts);
  const events = contentsOf(said, us).map((content, index): ThreadEvent => {
    const id = index === 0 ? messageId : `${messageId}#${index + 1}`;
    return { id, type: 'message', thread, at: timeOf(said.ts), messageId: id, content };
  });
  return receivedOf(events, 'message without text');
}

/** Slack also calls it a change when it unfolds a link, and when a message with replies is deleted. */
export function changedOf(event: unknown, { account, id, us }: Hearing): Received {
  const { channel, event_ts, message, previous_message: before } = readValue(event, changedShape);
  if (message.bot_id) return ignored('message_changed of a bot');
  const changed = {
    id,
    thread: threadOf(account, channel, message.thread_ts ?? message.ts),
    at: timeOf(event_ts),
    messageId: messageIdOf(channel, message.ts),
  };
  if (message.subtype === 'tombstone') return { events: [{ ...changed, type: 'deleted' }], ignored: [] };
  const [content] = contentsOf(message, us);
  if (!message.edited || !content || message.text === before?.text) return ignored('message_changed without an edit');
  return { events: [{ ...changed, type: 'edited', content }], ignored: [] };
}

/** What somebody took back; it is known by its time. */
export function deletedOf(event: unknown, { account, id }: Hearing): Received {
  const { channel, event_ts, deleted_ts, previous_message: before } = readValue(event, deletedShape);
  if (before?.bot_id) return ignored('message_deleted of a bot');
  const thread = threadOf(account, channel, before?.thread_ts ?? deleted_ts);
  const messageId = messageIdOf(channel, deleted_ts);
  return { events: [{ id, type: 'deleted', thread, at: timeOf(event_ts), messageId }], ignored: [] };
}

/** The text goes with the first file. Where nothing but the mention of us was said, that is what was said. */
function contentsOf({ text = '', files = [] }: z.infer<typeof wordsShape>, us: string | undefined): Content[] {
  const words = plainText(text, us) || plainText(text);
  const [first, ...others] = files.flatMap(mediaOf);
  if (first) return [{ ...first, ...(words && { caption: words }) }, ...others];
  return words ? [{ type: 'text', text: words }] : [];
}

function mediaOf({ url_private: url, mimetype, name }: z.infer<typeof file>) {
  if (!url) return [];
  return [{ type: 'media' as const, url, mediaType: mimetype ?? 'application/octet-stream', ...(name && { name }) }];
}
