import type { Http } from '../../http.ts';
import type { Content, OutboundMessage, Signal } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { textOf } from '../shared/fallback.ts';
import { pushFrames } from '../shared/push-frames.ts';
import { messagesOf } from '../shared/split-text.ts';
import { pageId } from './ids.ts';

/**
 * Pushes a message to every page of the session that is connected. Where none is, the page reads it when it comes back, so
 * that it counts as sent in any case; what was delivered and read the page says itself. A push tried again is known to the
 * page by the message's id. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export async function send({ id, content, live }: OutboundMessage, _settings: unknown, http: Http): Promise<Receipt> {
  const said = contentsOf(content);
  const frames = said.map((part, index) => ({
    type: 'message',
    id,
    ...live?.shown,
    content: part,
    ...(said.length > 1 && { part: index + 1, parts: said.length }),
  }));
  const gone = await pushFrames(live, frames, http);
  return { providerId: id, ...(gone.length > 0 && { gone }) };
}

/** Pushes that we type, or have read the page's message: docs/channels/webchat.md. Throws as `send` does. */
export async function signal({ type, messageId, live }: Signal, _settings: unknown, http: Http): Promise<void> {
  await pushFrames(live, [{ type, ...(messageId !== undefined && { messageId: pageId(messageId) }) }], http);
}

/** UTF-16 units of a text in one push: API Gateway takes 32 KB, and JSON makes 6 bytes of a unit at worst. */
export const longest = 5_000;

/** A page has no templates, and is told in text what one says. A long text goes in parts, which the page joins again. */
function contentsOf(content: Content): Content[] {
  if (content.type === 'reaction') return [{ ...content, messageId: pageId(content.messageId) }];
  if (content.type !== 'text' && content.type !== 'template') return [content];
  return messagesOf(textOf(content), longest).map((text) => ({ type: 'text', text }));
}
