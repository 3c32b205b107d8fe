import type { Account } from '../account.ts';
import { notFound } from '../problem.ts';

export type Message = {
  sid: string;
  index: number;
  author: string;
  body: string;
  attributes: string;
  participantSid: string | null;
  date: number;
};
type Webhook = { sid: string; url: string; filters: string[]; date: number };

/** A conversation of the Flex Chat Service. Times are epoch milliseconds. */
export type Conversation = {
  sid: string;
  uniqueName: string | null;
  state: 'active' | 'closed';
  date: number;
  /** ISO 8601: after so much silence Twilio closes it. */
  closesAfter: string | null;
  /** The SIDs of participants by their identity. */
  participants: Map<string, string>;
  webhooks: Webhook[];
  messages: Message[];
};

/** An interaction with its one channel; `tasks` are the tasks by which agents were asked to it. */
export type Interaction = {
  sid: string;
  channel: string;
  type: string;
  conversation: Conversation;
  workspaceSid: string;
  status: 'active' | 'closed';
  tasks: string[];
};

/** What of Flex one stand-in holds; a restart forgets it. */
export type FlexState = {
  serviceSid: string;
  conversations: Map<string, Conversation>;
  interactions: Map<string, Interaction>;
  /** Called with each new message, to tell the conversation's webhooks. */
  onMessage(conversation: Conversation, message: Message, source: 'API' | 'SDK'): void;
};

/** Flex with nothing in it yet. */
export const createFlexState = (onMessage: FlexState['onMessage']): FlexState => ({
  serviceSid,
  conversations: new Map(),
  interactions: new Map(),
  onMessage,
});

/** The Flex Chat Service. */
export const serviceSid = `IS${'f1e'.repeat(10)}00`;

/** The conversation of this SID or unique name; throws Problem 404 where there is none. */
export function conversationNamed({ flex }: Account, name: string, path: string): Conversation {
  const found = flex.conversations.get(name) ?? [...flex.conversations.values()].find((one) => one.uniqueName === name);
  if (!found) throw notFound(path);
  return found;
}

/** Adds a message, and has the webhooks told. */
export function addMessage(
  { flex, newSid, clock }: Account,
  conversation: Conversation,
  { source, ...said }: Pick<Message, 'author' | 'body' | 'attributes'> & { source: 'API' | 'SDK' },
): Message {
  const participantSid = conversation.participants.get(said.author) ?? null;
  const message = {
    sid: newSid('IM'),
    index: conversation.messages.length,
    ...said,
    participantSid,
    date: clock.now(),
  };
  conversation.messages.push(message);
  flex.onMessage(conversation, message, source);
  return message;
}
