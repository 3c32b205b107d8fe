import type { Http } from '../../http.ts';
import type { Signal } from '../../message.ts';
import { askDiscord } from './api.ts';
import { directChannel } from './direct-channel.ts';

/** Shows for ten seconds that the bot types. https://docs.discord.com/developers/resources/channel#trigger-typing-indicator */
export async function signal({ thread }: Signal, { botToken }: { botToken: string }, http: Http): Promise<void> {
  const path = `/channels/${await directChannel(thread.sender, botToken, http)}/typing`;
  await askDiscord({ method: 'POST', path, what: 'typing' }, botToken, http);
}
