import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import type { Content, ThreadEvent } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { parseJson, readValue } from '../shared/json.ts';
import { receivedOf } from '../shared/received.ts';
import { dataOf } from './envelope.ts';

/**
 * Reads one thing that a phone or Google's server tells of.
 * https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/receive
 */
export function receive(request: WebhookRequest, account: string): Received {
  const data = dataOf(request.body);
  if (!data) throw new Permanent("the webhook's body has not the documented shape: message.data: is missing");
  const told = parseJson(data);
  const { eventType } = readValue(told, kindShape);
  const event =
    eventType === undefined
      ? saidOf(readValue(told, saidShape), account)
      : happenedTo(readValue(told, eventShape), account);
  return receivedOf(event ? [event] : [], eventType ?? 'message of another kind');
}

const kindShape = z.object({ eventType: z.string().min(1).optional() });
const phone = z.templateLiteral(['+', z.string().regex(/^\d{6,15}$/)]);
const sendTime = z.iso.datetime({ offset: true }).optional();

const file = z.object({
  payload: z.object({ mimeType: z.string().optional(), fileName: z.string().optional(), fileUri: z.url() }),
});

const saidShape = z.object({
  senderPhoneNumber: phone,
  messageId: z.string().min(1),
  sendTime,
  text: z.string().optional(),
  userFile: file.optional(),
  location: z.object({ latitude: z.number().default(0), longitude: z.number().default(0) }).optional(),
  suggestionResponse: z.object({ postbackData: z.string(), text: z.string().optional() }).optional(),
});
type Said = z.infer<typeof saidShape>;

/** Who it is about stands in one field where the phone tells it, in another where the server does. */
const eventShape = z
  .object({
    senderPhoneNumber: phone.optional(),
    phoneNumber: phone.optional(),
    eventType: z.string(),
    eventId: z.string().min(1),
    messageId: z.string().optional(),
    sendTime,
  })
  .transform(({ senderPhoneNumber, phoneNumber, ...event }, context) => {
    const sender = senderPhoneNumber ?? phoneNumber;
    if (sender !== undefined) return { ...event, senderPhoneNumber: sender };
    context.addIssue({ code: 'custom', path: ['senderPhoneNumber'], message: 'is missing' });
    return z.NEVER;
  });
type Event = z.infer<typeof eventShape>;

function saidOf(said: Said, account: string): ThreadEvent | undefined {
  const { messageId, suggestionResponse: pressed } = said;
  const base = baseOf(messageId, said, account);
  if (pressed)
    return {
      ...base,
      type: 'choice',
      optionId: pressed.postbackData,
      ...(pressed.text !== undefined && { text: pressed.text }),
    };
  const content = contentOf(said);
  return content && { ...base, type: 'message', messageId, content };
}

function contentOf({ text, location, userFile }: Said): Content | undefined {
  if (text !== undefined) return { type: 'text', text };
  if (location) return { type: 'location', ...location };
  if (!userFile) return undefined;
  const { fileUri, mimeType = 'application/octet-stream', fileName } = userFile.payload;
  return { type: 'media', url: fileUri, mediaType: mimeType, ...(fileName && { name: fileName }) };
}

function happenedTo(event: Event, account: string): ThreadEvent | undefined {
  const { eventType, eventId, messageId = '' } = event;
  const base = baseOf(eventId, event, account);
  switch (eventType) {
    case 'DELIVERED':
      return { ...base, type: 'receipt', messageId, status: 'delivered' };
    case 'READ':
      return { ...base, type: 'receipt', messageId, status: 'read' };
    case 'TTL_EXPIRATION_REVOKED': {
      const reason = 'the message was taken back, as the phone could not be reached in time';
      return { ...base, type: 'receipt', messageId, status: 'failed', reason, remedy: 'Write by SMS instead.' };
    }
    case 'IS_TYPING':
      return { ...base, type: 'typing' };
    case 'SUBSCRIBE':
      return { ...base, type: 'joined' };
    case 'UNSUBSCRIBE':
      return { ...base, type: 'left' };
    default:
      return undefined;
  }
}

/** Google knows people by their phone number alone, so that it proves it. Not everything says when it happened. */
function baseOf(
  id: string,
  { senderPhoneNumber: sender, sendTime: at }: Pick<Said, 'senderPhoneNumber' | 'sendTime'>,
  account: string,
) {
  const proves = [`phone:${sender}` as const];
  return {
    id,
    at: at === undefined ? Date.now() : Date.parse(at),
    thread: { channel: 'rcs', account, sender },
    proves,
  };
}
