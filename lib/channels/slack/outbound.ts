import type { Http } from '../../http.ts';
import type { Choice, Content, OutboundMessage } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { attachmentOf } from '../shared/attachment.ts';
import { buttonsOf, fitsButton, textOf } from '../shared/fallback.ts';
import { onLast, partUuid, receiptOf } from '../shared/parts.ts';
import { messagesOf, shorten } from '../shared/split-text.ts';
import { type Account, post } from './api.ts';
import { emojiName } from './emoji.ts';
import { placeOf } from './place.ts';
import { react } from './reaction.ts';
import { escapeText } from './text.ts';
import { upload } from './upload.ts';

/**
 * Sends by the Web API: a long text as several messages, a file by an upload, a reaction of a known emoji as one. A message
 * repeated under its client_msg_id is posted once (Slack does not document this, only its errors); an upload has no such
 * key, and a retry may show the file twice. https://docs.slack.dev/reference/methods/chat.postMessage
 */
export async function send(message: OutboundMessage, account: Account, http: Http): Promise<Receipt> {
  const { content, thread } = message;
  const file = content.type === 'media' ? await attachmentOf(content, http) : undefined;
  if (content.type === 'media' && file) return upload(file, content.caption, placeOf(thread.sender), account, http);
  if (content.type === 'reaction' && (!content.emoji || emojiName(content.emoji))) return react(content, account, http);
  const { channel, ts } = placeOf(thread.sender);
  const receipts: Receipt[] = [];
  for (const [index, { text, blocks }] of postsOf(content).entries()) {
    const fields = {
      channel,
      text: escapeText(text),
      thread_ts: ts,
      // What is said is what is seen: *no* markup of an agent's or a customer's words.
      mrkdwn: 'false',
      client_msg_id: partUuid(message.id, index),
      blocks: blocks && JSON.stringify(blocks),
    };
    receipts.push(await post('chat.postMessage', fields, account, http));
  }
  return receiptOf(receipts);
}

type Post = { text: string; blocks?: unknown[] };

const postsOf = (content: Content): Post[] =>
  content.type === 'choices' ? choicePosts(content) : texts(textOf(content), 4000);

const texts = (text: string, limit: number): Post[] => messagesOf(text, limit).map((part) => ({ text: part }));

/** Buttons stand in blocks, of which a text has 3000 characters; a button carries 2000. */
function choicePosts(content: Extract<Content, { type: 'choices' }>): Post[] {
  const { text, options } = buttonsOf(content, 25, fitsButton(2000));
  if (options.length === 0) return texts(text, 3000);
  const actions = { type: 'actions', elements: options.map(button) };
  return onLast(texts(text, 3000), (last) => ({
    ...last,
    blocks: [{ type: 'section', text: plain(last.text) }, actions],
  }));
}

const button = ({ id, text }: Choice, index: number) => ({
  type: 'button',
  action_id: `choice-${index}`,
  text: plain(shorten(text, 75)),
  value: id,
});

const plain = (text: string) => ({ type: 'plain_text', text });
