import type { Http, HttpResponse } from '../../http.ts';
import type { OutboundMessage, Signal } from '../../message.ts';
import { hexOf } from '../../thread.ts';
import type { Receipt } from '../channel.ts';
import { isSuccess } from '../shared/answer.ts';
import { filePart, multipart } from '../shared/multipart.ts';
import { receiptOf } from '../shared/parts.ts';
import { ephemeral } from './accepted.ts';
import { askDiscord, callDiscord, codeOf, idIn, refusedBy } from './api.ts';
import { directChannel } from './direct-channel.ts';
import { interactionOver } from './errors.ts';
import { type Place, placeOf } from './place.ts';
import { type Post, postsOf } from './posts.ts';
import { react } from './reaction.ts';

type Account = { applicationId: string; botToken: string };

/**
 * Sends to where the customer spoke last, a long text as several messages. A direct message sent again within minutes is
 * recognised by its nonce; the answer to an interaction has none, and may be read twice.
 * https://docs.discord.com/developers/resources/message#create-message
 */
export async function send(message: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  const { content, thread } = message;
  const direct = async () => ({ channel: await directChannel(thread.sender, account.botToken, http) });
  const spokenIn = placeOf(message.replyWith);
  if (content.type === 'reaction') {
    const { channel } = spokenIn && 'channel' in spokenIn ? spokenIn : await direct();
    return react(content, channel, account, http);
  }
  const receipts: Receipt[] = [];
  const posts = await postsOf(content, http);
  let place = spokenIn ?? (await direct());
  for (const [index, post] of posts.entries()) {
    const nonce = hexOf(`${message.id}/${index}`).slice(0, 25);
    let response = await say(post, nonce, place, account, http);
    if ('interaction' in place && isOver(response)) {
      place = await direct();
      response = await say(post, nonce, place, account, http);
    }
    receipts.push(answered(response));
  }
  return receiptOf(receipts);
}

/**
 * Shows for ten seconds that the bot types; throws as `send` does.
 * https://docs.discord.com/developers/resources/channel#trigger-typing-indicator
 */
export async function signal({ thread }: Signal, { botToken }: { botToken: string }, http: Http): Promise<void> {
  const path = `/channels/${await directChannel(thread.sender, botToken, http)}/typing`;
  await askDiscord({ method: 'POST', path, what: 'typing' }, botToken, http);
}

/** The first message after a command takes the place of "is thinking": Discord edits that one instead. */
function say({ file, ...said }: Post, nonce: string, place: Place, account: Account, http: Http) {
  const message = { ...said, allowed_mentions: { parse: [] } };
  if ('channel' in place) {
    const body = { ...message, nonce, enforce_nonce: true };
    return post(`/channels/${place.channel}/messages`, body, file, account.botToken, http);
  }
  const body = { ...message, ...(place.eyes === 'private' && { flags: ephemeral }) };
  return post(`/webhooks/${account.applicationId}/${place.interaction}`, body, file, undefined, http);
}

/** With a file, the message is a field of a form: https://docs.discord.com/developers/reference#uploading-files */
function post(path: string, body: unknown, file: Post['file'], botToken: string | undefined, http: Http) {
  if (!file) return callDiscord({ method: 'POST', path, body }, botToken, http);
  const payload = { name: 'payload_json', mediaType: 'application/json', data: JSON.stringify(body) };
  const bytes = multipart([payload, filePart('files[0]', file)]);
  return callDiscord({ method: 'POST', path, bytes }, botToken, http);
}

const isOver = (response: HttpResponse) => !isSuccess(response) && interactionOver.includes(codeOf(response) ?? 0);

function answered(response: HttpResponse): Receipt {
  if (!isSuccess(response)) throw refusedBy(response);
  const providerId = idIn(response.body);
  return providerId ? { providerId } : {};
}
