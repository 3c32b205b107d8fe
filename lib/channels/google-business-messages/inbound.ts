import * as z from 'zod';
import type { Content, ThreadEvent } from '../../message.ts';
import type { Received, WebhookRequest } from '../channel.ts';
import { readJson } from '../shared/json.ts';
import { receivedOf } from '../shared/received.ts';

/**
 * Reads one thing that a customer did: said something, pressed a chip, read us, types, or asked for a person.
 * https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage
 */
export function receive(request: WebhookRequest, account: string): Received {
  const told = readJson(request.body, toldShape);
  return receivedOf(eventsOf(told, baseOf(told, account)), nameOf(told));
}

/** What a customer who asked for a person instead of a bot is said to have chosen. */
const liveAgent = 'live-agent';

const receipts = z.object({
  receipts: z.array(z.object({ message: z.string(), receiptType: z.string() })),
});

const toldShape = z.looseObject({
  requestId: z.string().min(1),
  conversationId: z.string().min(1),
  sendTime: z.iso.datetime({ offset: true }),
  context: z
    .object({
      userInfo: z.object({ displayName: z.string().optional(), userDeviceLocale: z.string().optional() }).optional(),
    })
    .optional(),
  message: z.object({ messageId: z.string().min(1), text: z.string() }).optional(),
  suggestionResponse: z.object({ postbackData: z.string(), text: z.string().optional() }).optional(),
  receipts: receipts.optional(),
  userStatus: z.object({ isTyping: z.boolean().optional(), requestedLiveAgent: z.boolean().optional() }).optional(),
});
type Told = z.infer<typeof toldShape>;
type Base = Pick<ThreadEvent, 'id' | 'at' | 'thread' | 'profile'>;

function eventsOf(told: Told, base: Base): ThreadEvent[] {
  const { message, suggestionResponse: pressed, userStatus } = told;
  if (message) return [{ ...base, type: 'message', messageId: message.messageId, content: contentOf(message.text) }];
  if (pressed) {
    const text = pressed.text !== undefined && { text: pressed.text };
    return [{ ...base, type: 'choice', optionId: pressed.postbackData, ...text }];
  }
  if (userStatus?.requestedLiveAgent) return [{ ...base, type: 'choice', optionId: liveAgent }];
  if (userStatus?.isTyping) return [{ ...base, type: 'typing' }];
  return receiptsOf(told, base);
}

const statuses = new Map<string, 'delivered' | 'read'>([
  ['DELIVERED', 'delivered'],
  ['READ', 'read'],
]);

/** One call brings several receipts, each for a message by its full name. */
const receiptsOf = ({ receipts: told }: Told, base: Base): ThreadEvent[] =>
  (told?.receipts ?? []).flatMap(({ message, receiptType }, index) => {
    const status = statuses.get(receiptType);
    const messageId = message.split('/').at(-1);
    if (!status || !messageId) return [];
    return { ...base, id: `${base.id}/${index}`, type: 'receipt', messageId, status };
  });

/** A picture comes as the signed address of Google's store, and as nothing else. */
function contentOf(text: string): Content {
  return /^https:\/\/storage\.googleapis\.com\/business-messages-\S+$/.test(text)
    ? { type: 'media', url: text, mediaType: 'image/jpeg' }
    : { type: 'text', text };
}

function baseOf({ requestId: id, conversationId: sender, sendTime, context }: Told, account: string): Base {
  const { displayName: name, userDeviceLocale: language } = context?.userInfo ?? {};
  const profile = { ...(name && { name }), ...(language && { language }) };
  return {
    id,
    at: Date.parse(sendTime),
    thread: { channel: 'google-business-messages', account, sender },
    ...(Object.keys(profile).length > 0 && { profile }),
  };
}

const around = new Set(['requestId', 'conversationId', 'customAgentId', 'agent', 'context', 'sendTime']);

/** What is counted as ignored: the field that tells what was done. */
const nameOf = (told: Told): string => Object.keys(told).find((name) => name && !around.has(name)) ?? 'empty';
