import * as z from 'zod';
import { callDiscord } from '../../lib/channels/discord/api.ts';
import { isSuccess } from '../../lib/channels/shared/answer.ts';
import { readAnswer } from '../../lib/channels/shared/json.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { Http } from '../../lib/http.ts';
import type { Dispatch } from './connection.ts';

/** The events that our webhook reads: `forwarded.ts` of the channel. */
const forwarded = new Set([
  'MESSAGE_CREATE',
  'MESSAGE_UPDATE',
  'MESSAGE_DELETE',
  'MESSAGE_REACTION_ADD',
  'MESSAGE_REACTION_REMOVE',
  'TYPING_START',
]);

const shape = z.object({
  channel_id: z.string(),
  guild_id: z.string().nullish(),
  author: z.object({ id: z.string() }).optional(),
  user_id: z.string().optional(),
});

/**
 * The direct messages that an event is of: their channel, and the person where the event tells. Undefined for anything
 * else, and for what our bot does itself, which Discord reports as well.
 */
export function directOf({ t, d, session }: Dispatch): { channel: string; user: string | undefined } | undefined {
  const event = forwarded.has(t) ? shape.safeParse(d).data : undefined;
  if (!event || event.guild_id) return undefined;
  const user = event.author?.id ?? event.user_id;
  return user === session.self ? undefined : { channel: event.channel_id, user };
}

const channelShape = z.object({ recipients: z.array(z.object({ id: z.string() })).min(1) });

/** Channels whose person is remembered. */
const remembered = 10_000;

/**
 * Tells whose direct messages a channel has, which a deletion does not say. `learn` keeps what other events told; `ask`
 * throws Transient where Discord does not answer, Permanent where there is nobody.
 */
export function openPeople(token: string, http: Http) {
  const people = new Map<string, string>();
  const learn = (channel: string, user: string): string => {
    if (people.size >= remembered) people.clear();
    people.set(channel, user);
    return user;
  };
  return {
    learn,
    async ask(channel: string): Promise<string> {
      const known = people.get(channel);
      if (known) return known;
      const response = await callDiscord({ method: 'GET', path: `/channels/${channel}` }, token, http);
      if (response.status === 429 || response.status >= 500)
        throw new Transient('Discord does not tell whose a channel is');
      const person = isSuccess(response) ? readAnswer(response.body, channelShape)?.recipients[0] : undefined;
      if (!person) throw new Permanent('there is nobody behind a channel');
      return learn(channel, person.id);
    },
  };
}
