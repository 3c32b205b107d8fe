import * as z from 'zod';
import type { ThreadEvent } from '../../message.ts';
import { misfit } from '../shared/json.ts';
import { partId } from '../shared/parts.ts';
import { proofsOf } from './address.ts';
import { contentsOf, saidShape } from './content.ts';
import { seconds } from './seconds.ts';

/** What all messages have; the rest is in the field that their type names. */
export const messageShape = z.looseObject({
  id: z.string().min(1),
  type: z.string().min(1),
  timestamp: seconds,
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  from_parent_user_id: z.string().optional(),
  to: z.string().optional(),
  to_user_id: z.string().optional(),
  group_id: z.string().optional(),
});
type Message = z.infer<typeof messageShape>;

type About = { account: string; sender: string | undefined; name?: string | undefined; echoed?: boolean };

/** The events that a message comes to, or what to count it as: an unknown type, or a group, which is no conversation of ours. */
export function eventsOf(message: Message, about: About): (ThreadEvent | string)[] {
  const { id, timestamp: at } = message;
  if (message.group_id) return ['message in a group'];
  const told = toldIn(message);
  if (typeof told === 'string') return [told];
  if (told.type === 'system') return [movedOf(told.system, message, about.account)];
  if (!about.sender) return ['message without a person'];
  const base = {
    id,
    thread: { channel: 'whatsapp-cloud', account: about.account, sender: about.sender },
    at,
    ...(!about.echoed && proofsOf(message.from, message.from_user_id, message.from_parent_user_id, ownNumber(told))),
    ...(about.name && { profile: { name: about.name } }),
  };
  switch (told.type) {
    case 'button':
      return [{ ...base, type: 'choice', optionId: told.button.payload, text: told.button.text, messageId: id }];
    case 'interactive':
      return [{ ...base, messageId: id, ...pressed(told.interactive) }];
    case 'edit': {
      const { original_message_id: messageId, message: edited } = told.edit;
      const text = edited.text?.body ?? (edited.image ?? edited.video ?? edited.document)?.caption;
      return text ? [{ ...base, type: 'edited', messageId, content: { type: 'text', text } }] : ['edit without a text'];
    }
    case 'revoke':
      return [{ ...base, type: 'deleted', messageId: told.revoke.original_message_id }];
    case 'request_welcome':
      return [{ ...base, type: 'joined' }];
    default:
      return contentsOf(told).map((content, index) => {
        const own = partId(id, index);
        return { ...base, id: own, type: about.echoed ? 'echoed' : 'message', messageId: own, content };
      });
  }
}

const reply = z.object({ id: z.string(), title: z.string() });
const caption = z.object({ caption: z.string().optional() }).optional();

const toldShape = z.discriminatedUnion('type', [
  saidShape,
  z.object({ type: z.literal('button'), button: z.object({ payload: z.string(), text: z.string() }) }),
  z.object({
    type: z.literal('interactive'),
    interactive: z.discriminatedUnion('type', [
      z.object({ type: z.literal('button_reply'), button_reply: reply }),
      z.object({ type: z.literal('list_reply'), list_reply: reply }),
      z.object({ type: z.literal('nfm_reply'), nfm_reply: z.object({ response_json: z.string() }) }),
    ]),
  }),
  z.object({
    type: z.literal('edit'),
    edit: z.object({
      original_message_id: z.string(),
      message: z.object({
        text: z.object({ body: z.string() }).optional(),
        image: caption,
        video: caption,
        document: caption,
      }),
    }),
  }),
  z.object({ type: z.literal('revoke'), revoke: z.object({ original_message_id: z.string() }) }),
  z.object({ type: z.literal('request_welcome') }),
  z.object({
    type: z.literal('system'),
    system: z.object({
      type: z.string(),
      wa_id: z.string().optional(),
      user_id: z.string().optional(),
      previous_user_id: z.string().optional(),
    }),
  }),
]);
type Told = z.infer<typeof toldShape>;

function toldIn(message: Message): Told | string {
  const read = toldShape.safeParse(message);
  if (read.success) return read.data;
  const unknown = read.error.issues.find(({ path }) => path.at(-1) === 'type');
  if (!unknown) throw misfit(read.error);
  return unknown.path.length === 1 ? `message ${message.type}` : `message ${message.type} of another type`;
}

/** A form that was filled in comes as JSON, which is what a flow can read. */
function pressed(told: Extract<Told, { type: 'interactive' }>['interactive']) {
  if (told.type === 'nfm_reply')
    return { type: 'message', content: { type: 'text', text: told.nfm_reply.response_json } } as const;
  const { id, title } = told.type === 'button_reply' ? told.button_reply : told.list_reply;
  return { type: 'choice', optionId: id, text: title } as const;
}

/** The number that a customer gave when we asked for it is their own; a contact that they send otherwise is anybody's. */
const ownNumber = (told: Told): string | undefined =>
  told.type === 'contacts' && told.origin === 'contact_request' ? told.contacts[0]?.phones?.[0]?.phone : undefined;

/**
 * A changed number changes the user id too. Where no former id is told, the thread was the number's.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/system
 */
function movedOf(
  { type, wa_id, user_id, previous_user_id }: Extract<Told, { type: 'system' }>['system'],
  { id, timestamp: at, from, from_user_id }: Message,
  account: string,
): ThreadEvent | string {
  if (type !== 'user_changed_number' && type !== 'user_changed_user_id') return `system ${type}`;
  const sender = user_id ?? wa_id;
  const formerly = [previous_user_id, from_user_id, from].find((address) => address && address !== sender);
  if (!sender || !formerly) return `${type} without both addresses`;
  const thread = { channel: 'whatsapp-cloud', account, sender };
  return { id, thread, at, type: 'moved', formerly, ...proofsOf(wa_id, user_id) };
}
