import type { WebhookRequest } from '../channels/channel.ts';
import { parseForm } from '../channels/shared/form.ts';
import { contentsOf } from '../channels/twilio-conversations/content.ts';
import type { Content, Thread, ThreadEvent } from '../message.ts';
import { readThreadKey, threadKey } from '../thread.ts';
import { identityOf } from './flex.ts';
import { readMark } from './mark.ts';

type Said = Extract<ThreadEvent, { type: 'agent-said' }>;

/** Where Twilio tells what is said in a hand-off's conversation. Nothing in it needs an escape, which Twilio would sign. */
export const listenerOf = (origin: string, thread: Thread, externalId: string): string =>
  `${origin}${path}?thread=${Buffer.from(threadKey(thread)).toString('base64url')}&task=${externalId}`;

const path = '/flex/messages';

/** Whether this is such an address. */
export const isListener = (url: string): boolean => new URL(url).pathname === path;

/**
 * What an agent said in Flex, one event for each file of it; none where it is our own echo, the customer's words, or
 * something else than a new message. The request is verified by then, its address as much as its body.
 * https://www.twilio.com/docs/conversations-classic/conversations-webhooks#onmessageadded
 */
export function readAgentMessage({ url, body }: Pick<WebhookRequest, 'url' | 'body'>, now: number): Said[] {
  const query = new URL(url).searchParams;
  const thread = readThreadKey(Buffer.from(query.get('thread') ?? '', 'base64url').toString());
  const externalId = query.get('task');
  const form = parseForm(body);
  const [author, sid] = [form.get('Author'), form.get('MessageSid')];
  if (!thread || !externalId || !author || !sid || form.get('EventType') !== 'onMessageAdded') return [];
  if (isEcho(form, thread)) return [];
  const date = Date.parse(form.get('DateCreated') ?? '');
  return contentsOf(form).map((content, index) => ({
    type: 'agent-said',
    id: index === 0 ? sid : `${sid}/${index}`,
    thread,
    at: Number.isNaN(date) ? now : date,
    worker: { sid: author, name: nameOf(author) },
    taskSid: '',
    inFlex: externalId,
    content: withService(content, form.get('ChatServiceSid')),
  }));
}

/** What comes by the API was said by a program: by us, or by Flex itself. Agents say it by the SDK. */
const isEcho = (form: URLSearchParams, thread: Thread): boolean =>
  form.get('Source') === 'API' ||
  readMark(form.get('Attributes')) !== undefined ||
  form.get('Author') === identityOf(thread);

/** An identity of Flex is the worker's name with everything but letters and digits as `_` and two hex digits. */
const nameOf = (identity: string): string => {
  try {
    return decodeURIComponent(identity.replaceAll('%', '%25').replaceAll(/_([\dA-F]{2})/g, '%$1'));
  } catch {
    return identity;
  }
};

function withService(content: Content, service: string | null): Content {
  if (content.type !== 'media') return content;
  return { ...content, url: `flex:${service ?? ''}/${content.url.replace(/^.*:/, '')}` };
}
