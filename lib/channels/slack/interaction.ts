import * as z from 'zod';
import type { ThreadEvent } from '../../message.ts';
import type { Received } from '../channel.ts';
import { readJson } from '../shared/json.ts';
import { ignored } from '../shared/received.ts';
import { isDirect, messageIdOf, threadOf, timeOf, timeShape } from './place.ts';

/**
 * Presses of our buttons. Slack sends a press once and never again: the message and the time are enough to know it by.
 * https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
export function pressesOf(body: Buffer, account: string): Received {
  const { user, container, actions } = readJson(body, pressShape);
  const { channel_id: channel, message_ts: ts, thread_ts: first } = container;
  if (!channel || !ts) return ignored(`block_actions in a ${container.type}`);
  const thread = threadOf(account, channel, first ?? ts);
  const messageId = messageIdOf(channel, ts);
  const name = isDirect(channel) ? user.name : undefined;
  const received: Received = { events: [], ignored: [] };
  for (const { type, value, text, action_ts: at } of actions) {
    if (type !== 'button' || value === undefined) {
      received.ignored.push(`block_actions ${type}`);
      continue;
    }
    const event: ThreadEvent = {
      id: `press:${messageId}:${at}`,
      type: 'choice',
      thread,
      at: timeOf(at),
      optionId: value,
      ...(text && { text: text.text }),
      ...(name && { profile: { name } }),
    };
    received.events.push(event);
  }
  return received;
}

const pressShape = z.object({
  user: z.object({ name: z.string().optional() }),
  container: z.object({
    type: z.string().min(1),
    channel_id: z.string().optional(),
    message_ts: z.string().optional(),
    thread_ts: z.string().optional(),
  }),
  actions: z.array(
    z.object({
      type: z.string(),
      value: z.string().optional(),
      text: z.object({ text: z.string() }).optional(),
      action_ts: timeShape,
    }),
  ),
});
