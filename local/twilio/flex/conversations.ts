import * as z from 'zod';
import type { Account } from '../account.ts';
import { type Answer, type Call, dateOf, type Route } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { address, list, oneOf, readParameters, text } from '../http/parameters.ts';
import { invalid, Problem } from '../problem.ts';
import { addMessage, type Conversation, conversationNamed, type Message } from './model.ts';

/** What Seaway uses of the default service of https://www.twilio.com/docs/conversations-classic/api */
export const conversationRoutes: Route[] = [
  { method: 'POST', path: '/ConversationWithParticipants', handle: create },
  { method: 'GET', path: '/Conversations/{*}', handle: (call) => answer(call, 200) },
  { method: 'POST', path: '/Conversations/{*}/Participants', handle: join },
  { method: 'GET', path: '/Conversations/{*}/Webhooks', handle: listWebhooks },
  { method: 'POST', path: '/Conversations/{*}/Webhooks', handle: addWebhook },
  { method: 'GET', path: '/Conversations/{*}/Messages', handle: listMessages },
  { method: 'POST', path: '/Conversations/{*}/Messages', handle: say },
];

const createSchema = z.strictObject({
  UniqueName: text.optional(),
  FriendlyName: text.optional(),
  'Timers.Closed': text.pipe(z.iso.duration()).optional(),
  Participant: z.array(z.string()).max(10).default([]),
});
const participantSchema = z.strictObject({ identity: z.string().min(1).max(256) });
const joinSchema = z.strictObject({ Identity: text.pipe(z.string().min(1).max(256)) });
const webhookSchema = z.strictObject({
  Target: oneOf(['webhook']),
  'Configuration.Url': address,
  'Configuration.Method': oneOf(['get', 'post']),
  'Configuration.Filters': list,
});
const messageSchema = z.strictObject({
  Author: text.default('system'),
  Body: text.pipe(z.string().max(1_600)),
  Attributes: text.pipe(z.string().refine(isJson, 'not JSON')).default('{}'),
});

function create(call: Call): Answer {
  const { account } = call;
  const form = readParameters(createSchema, call.form);
  const uniqueName = form.UniqueName ?? null;
  if (uniqueName !== null && [...account.flex.conversations.values()].some((one) => one.uniqueName === uniqueName))
    throw new Problem(409, 50353, 'Conversation with provided unique name already exists');
  const conversation: Conversation = {
    sid: account.newSid('CH'),
    uniqueName,
    state: 'active',
    date: account.clock.now(),
    closesAfter: form['Timers.Closed'] ?? null,
    participants: new Map(form.Participant.map((json) => [identityIn(json), account.newSid('MB')])),
    webhooks: [],
    messages: [],
  };
  account.flex.conversations.set(conversation.sid, conversation);
  return { status: 201, body: present(account, conversation) };
}

function identityIn(json: string): string {
  const parsed = isJson(json) ? participantSchema.safeParse(JSON.parse(json)) : undefined;
  if (!parsed?.success) throw invalid('Invalid parameter Participant: not a participant as JSON');
  return parsed.data.identity;
}

function join(call: Call): Answer {
  const { account } = call;
  const conversation = openOf(call);
  const { Identity: identity } = readParameters(joinSchema, call.form);
  if (conversation.participants.has(identity)) throw new Problem(409, 50433, 'Participant already exists');
  const sid = account.newSid('MB');
  conversation.participants.set(identity, sid);
  const url = `${urlOf(conversation)}/Participants/${sid}`;
  const about = {
    account_sid: account.accountSid,
    conversation_sid: conversation.sid,
    sid,
    identity,
    attributes: '{}',
    url,
  };
  const others = { messaging_binding: null, role_sid: null, last_read_message_index: null, last_read_timestamp: null };
  return { status: 201, body: { ...about, ...others, ...dates(account.clock.now()) } };
}

function listWebhooks(call: Call): Answer {
  const conversation = foundIn(call);
  return listAnswer(call, 'webhooks', conversation.webhooks, (one) => presentWebhook(call.account, conversation, one));
}

function addWebhook(call: Call): Answer {
  const { account } = call;
  const conversation = openOf(call);
  if (conversation.webhooks.length >= 5) throw new Problem(400, 50361, 'Too many conversation webhooks');
  const form = readParameters(webhookSchema, call.form);
  const [url, filters] = [form['Configuration.Url'], form['Configuration.Filters']];
  const webhook = { sid: account.newSid('WH'), url, filters, date: account.clock.now() };
  conversation.webhooks.push(webhook);
  return { status: 201, body: presentWebhook(account, conversation, webhook) };
}

function listMessages(call: Call): Answer {
  const conversation = foundIn(call);
  const messages = call.query.get('Order') === 'desc' ? conversation.messages.toReversed() : conversation.messages;
  return listAnswer(call, 'messages', messages, (message) => presentMessage(call.account, conversation, message));
}

function say(call: Call): Answer {
  const conversation = openOf(call);
  const { Author: author, Body: body, Attributes: attributes } = readParameters(messageSchema, call.form);
  if (!body.trim()) throw invalid('One of Body, MediaSid or ContentSid is required');
  const message = addMessage(call.account, conversation, { author, body, attributes, source: 'API' });
  return { status: 201, body: presentMessage(call.account, conversation, message) };
}

const foundIn = (call: Call): Conversation => conversationNamed(call.account, call.sids[0] ?? '', call.path);

function openOf(call: Call): Conversation {
  const conversation = foundIn(call);
  if (conversation.state === 'closed') throw invalid(`Conversation ${conversation.sid} is closed`);
  return conversation;
}

const answer = (call: Call, status: number): Answer => ({ status, body: present(call.account, foundIn(call)) });

const urlOf = ({ sid }: Conversation): string => `https://conversations.twilio.com/v1/Conversations/${sid}`;
const dates = (date: number) => ({ date_created: dateOf(date), date_updated: dateOf(date) });

function present({ accountSid, flex }: Account, conversation: Conversation) {
  const { sid, uniqueName, state, date } = conversation;
  const url = urlOf(conversation);
  return {
    account_sid: accountSid,
    chat_service_sid: flex.serviceSid,
    messaging_service_sid: null,
    sid,
    friendly_name: null,
    unique_name: uniqueName,
    attributes: '{}',
    state,
    ...dates(date),
    timers: {},
    bindings: {},
    url,
    links: { participants: `${url}/Participants`, messages: `${url}/Messages`, webhooks: `${url}/Webhooks` },
  };
}

function presentWebhook(
  { accountSid }: Account,
  conversation: Conversation,
  webhook: Conversation['webhooks'][number],
) {
  const { sid, url, filters, date } = webhook;
  return {
    account_sid: accountSid,
    conversation_sid: conversation.sid,
    sid,
    target: 'webhook',
    configuration: { url, method: 'POST', filters },
    ...dates(date),
    url: `${urlOf(conversation)}/Webhooks/${sid}`,
  };
}

function presentMessage({ accountSid }: Account, conversation: Conversation, message: Message) {
  const { sid, index, author, body, attributes, participantSid, date } = message;
  const url = `${urlOf(conversation)}/Messages/${sid}`;
  return {
    account_sid: accountSid,
    conversation_sid: conversation.sid,
    sid,
    index,
    author,
    body,
    media: null,
    attributes,
    participant_sid: participantSid,
    ...dates(date),
    delivery: null,
    content_sid: null,
    url,
    links: { delivery_receipts: `${url}/Receipts`, channel_metadata: `${url}/ChannelMetadata` },
  };
}

function isJson(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
