import * as z from 'zod';
import type { Http } from '../../http.ts';
import type { Content } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { readAnswer } from '../shared/json.ts';
import { askDiscord, idIn } from './api.ts';

const messageShape = z.object({
  reactions: z.array(z.object({ me: z.boolean(), emoji: z.object({ name: z.string().nullable() }) })).optional(),
});

/**
 * Puts an emoji to a direct message, or takes back all that the bot put to it where none is told.
 * https://docs.discord.com/developers/resources/message#create-reaction
 */
export async function react(
  { messageId, emoji }: Extract<Content, { type: 'reaction' }>,
  channel: string,
  { botToken }: { botToken: string },
  http: Http,
): Promise<Receipt> {
  const message = `/channels/${channel}/messages/${encodeURIComponent(messageId)}`;
  const ask = (method: string, path: string) => askDiscord({ method, path, what: 'the reaction' }, botToken, http);
  const mine = (name: string) => `${message}/reactions/${encodeURIComponent(name)}/@me`;
  if (emoji) {
    const providerId = idIn(await ask('PUT', mine(emoji)));
    return providerId ? { providerId } : {};
  }
  const { reactions = [] } = readAnswer(await ask('GET', message), messageShape) ?? {};
  for (const { me, emoji: put } of reactions) if (me && put.name) await ask('DELETE', mine(put.name));
  return {};
}
