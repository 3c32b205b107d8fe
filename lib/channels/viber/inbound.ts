import * as z from 'zod';
import type { Content, ThreadEvent } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { parseJson, readValue } from '../shared/json.ts';
import { ignored } from '../shared/received.ts';
import { chosenOf } from './choices.ts';

/** Reads a callback, which is about one person: https://developers.viber.com/docs/api/rest-bot-api/#callbacks */
export function receive({ body }: WebhookRequest, account: string): Received {
  const told = parseJson(body);
  const { event } = readValue(told, kindShape);
  switch (event) {
    case 'message':
      return said(readValue(told, saidShape), account);
    // conversation_started: the person opened the chat. We may write once they subscribe or write themselves.
    case 'subscribed':
    case 'conversation_started': {
      const met = readValue(told, metShape);
      return heard({ ...baseOf(met, met.user, account), type: 'joined' });
    }
    case 'unsubscribed': {
      const left = readValue(told, aboutShape);
      return heard({ ...baseOf(left, { id: left.user_id }, account), type: 'left' });
    }
    case 'delivered':
      return receipt('delivered', told, account);
    case 'seen':
      return receipt('read', told, account);
    case 'failed':
      return receipt('failed', told, account);
    default:
      return ignored(event);
  }
}

const heard = (event: ThreadEvent): Received => ({ events: [event], ignored: [] });

const kindShape = z.object({ event: z.string().min(1) });

/** A 64-bit number, which comes as a text where it is beyond what a number holds. */
const token = z.union([z.int(), z.string().regex(/^\d+$/)]).transform(String);
const callback = { event: z.string(), timestamp: z.int(), message_token: token };

const user = z.object({ id: z.string().min(1), name: z.string().optional(), language: z.string().optional() });
type User = z.infer<typeof user>;

const messageShape = z.object({
  type: z.string(),
  text: z.string().optional(),
  media: z.string().optional(),
  file_name: z.string().optional(),
  location: z.object({ lat: z.number(), lon: z.number() }).optional(),
  contact: z.object({ name: z.string().optional(), phone_number: z.string().optional() }).optional(),
  tracking_data: z.string().optional(),
});
type Message = z.infer<typeof messageShape>;

const saidShape = z.object({ ...callback, sender: user, message: messageShape });
const metShape = z.object({ ...callback, user });
const aboutShape = z.object({ ...callback, user_id: z.string().min(1), desc: z.string().optional() });

function receipt(status: 'delivered' | 'read' | 'failed', told: unknown, account: string): Received {
  const about = readValue(told, aboutShape);
  const base = baseOf(about, { id: about.user_id }, account);
  const reason = about.desc && { reason: about.desc };
  return heard({ ...base, type: 'receipt', messageId: about.message_token, status, ...reason });
}

/** A press arrives as the text of its button. */
function said({ sender, message, ...told }: z.infer<typeof saidShape>, account: string): Received {
  const base = baseOf(told, sender, account);
  const messageId = told.message_token;
  const chosen = message.type === 'text' && chosenOf(message.text ?? '', message.tracking_data);
  if (chosen) return heard({ ...base, type: 'choice', optionId: chosen.id, text: chosen.text, messageId });
  const content = contentOf(message);
  if (!content) return ignored(`message ${message.type}`);
  return heard({ ...base, type: 'message', messageId, content });
}

/** One message has several callbacks, all with its token. */
function baseOf(
  { event, message_token, timestamp }: { event: string; message_token: string; timestamp: number },
  { id, name, language }: User,
  account: string,
) {
  const profile = { ...(name && { name }), ...(language && { language }) };
  return {
    id: `${event}:${message_token}`,
    at: timestamp,
    thread: { channel: 'viber', account, sender: id },
    ...(Object.keys(profile).length > 0 && { profile }),
  };
}

const mediaTypes = new Map([
  ['picture', 'image/jpeg'],
  ['video', 'video/mp4'],
  ['file', 'application/octet-stream'],
  ['sticker', 'image/png'],
]);

function contentOf({ type, text, media, file_name, location, contact }: Message): Content | undefined {
  if (type === 'text' && text !== undefined) return { type: 'text', text };
  if (type === 'url' && media) return { type: 'text', text: media };
  if (type === 'location' && location) return { type: 'location', latitude: location.lat, longitude: location.lon };
  if (type === 'contact' && contact) {
    const phones = contact.phone_number ? [contact.phone_number] : [];
    return { type: 'contact', name: contact.name ?? phones[0] ?? '', phones, emails: [] };
  }
  const mediaType = mediaTypes.get(type);
  if (!mediaType || !media) return undefined;
  return {
    type: 'media',
    url: media,
    mediaType,
    ...(file_name && { name: file_name }),
    ...(text && { caption: text }),
  };
}
