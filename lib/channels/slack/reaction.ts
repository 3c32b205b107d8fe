import * as z from 'zod';
import type { Http } from '../../http.ts';
import type { Content } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { type Account, call, post } from './api.ts';
import { emojiName } from './emoji.ts';
import { placeOf } from './place.ts';

/**
 * Puts a reaction on a message; an empty emoji takes back whatever we put there, which Slack has to be asked for.
 * https://docs.slack.dev/reference/methods/reactions.add
 */
export async function react(
  { messageId, emoji }: Extract<Content, { type: 'reaction' }>,
  account: Account,
  http: Http,
): Promise<Receipt> {
  const { channel, ts: timestamp } = placeOf(messageId);
  const item = { channel, timestamp };
  const name = emojiName(emoji);
  if (name) return post('reactions.add', { ...item, name }, account, http, 'already_reacted');
  for (const given of await ours(item, account, http))
    await post('reactions.remove', { ...item, name: given }, account, http, 'no_reaction');
  return {};
}

/** The names of our own reactions on a message. */
async function ours(item: { channel: string; timestamp?: string | undefined }, account: Account, http: Http) {
  const us = await call('auth.test', {}, account, http, userShape);
  const found = await call('reactions.get', item, account, http, reactedShape);
  const reactions = found?.message?.reactions ?? [];
  return reactions.filter(({ users }) => us && users.includes(us.user_id)).map(({ name }) => name);
}

const userShape = z.object({ user_id: z.string() });

const reactedShape = z.object({
  message: z
    .object({ reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })).optional() })
    .optional(),
});
