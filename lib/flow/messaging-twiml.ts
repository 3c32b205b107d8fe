import type { Content } from '../message.ts';
import { mediaTypeOf } from './media-type.ts';
import { objectOf } from './properties.ts';
import { decoded, insidesOf } from './xml.ts';

/** What an address answered in TwiML: what is to be said, and what it gives back where it returns to the flow. */
export type TwimlAnswer = { messages: Content[]; returned: Record<string, string> | undefined };

/** Reads the TwiML of an answer to a message. https://www.twilio.com/docs/messaging/twiml */
export function readMessagingTwiml(xml: string): TwimlAnswer {
  return {
    messages: insidesOf(xml, 'Message').flatMap(contentOf),
    returned: insidesOf(xml, 'Redirect').map(returnOf).find(Boolean),
  };
}

function contentOf(message: string): Content[] {
  const [body = message.includes('<') ? '' : message] = insidesOf(message, 'Body');
  const [media] = insidesOf(message, 'Media');
  const text = decoded(body).trim();
  if (media === undefined) return text ? [{ type: 'text', text }] : [];
  const url = decoded(media).trim();
  return [{ type: 'media', url, mediaType: mediaTypeOf(url), ...(text && { caption: text }) }];
}

/** The parameters of `...?FlowEvent=return&foo=bar`; any other address leads elsewhere. */
function returnOf(address: string): Record<string, string> | undefined {
  const query = URL.parse(decoded(address).trim(), 'https://flow.invalid')?.searchParams;
  if (query?.get('FlowEvent') !== 'return') return undefined;
  return objectOf([...query].filter(([name]) => name !== 'FlowEvent'));
}
