import { Permanent } from '../../errors.ts';
import type { Http } from '../../http.ts';
import { askDiscord, idIn } from './api.ts';

/** People whose channel is remembered; it stays the same for good, so that only memory is a reason to forget. */
const remembered = 1_000;
const channels = new Map<string, string>();

/** The channel of the direct messages between the bot and a person. https://docs.discord.com/developers/resources/user#create-dm */
export async function directChannel(user: string, botToken: string, http: Http): Promise<string> {
  const key = `${botToken} ${user}`;
  const known = channels.get(key);
  if (known) return known;
  const call = { method: 'POST', path: '/users/@me/channels', body: { recipient_id: user }, what: 'direct messages' };
  const channel = idIn(await askDiscord(call, botToken, http));
  if (!channel) throw new Permanent('Discord opened a direct message, but did not say where');
  if (channels.size >= remembered) channels.clear();
  channels.set(key, channel);
  return channel;
}
