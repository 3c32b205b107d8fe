import type { Effect } from '../effect.ts';
import { hexOf, threadKey } from '../thread.ts';

/** TaskRouter takes 4,096 characters; 800 are kept for the workers who decline. */
const limit = 4096 - 800;

/**
 * The attributes of a task as JSON that TaskRouter takes: what Flex shows, what routing asks for, and the way back to the
 * thread. Where the flow gave too many of its own, the longest of those are left out.
 * https://www.twilio.com/docs/flex/developer/conversations/register-custom-chat-channels
 */
export function taskAttributes({ id, thread, attributes, customer }: Asked): string {
  const own = ownAttributes(id, thread, attributes, customer);
  const theirs = Object.entries(attributes).filter(([name]) => !(name in own));
  theirs.sort(([, one], [, other]) => JSON.stringify(one).length - JSON.stringify(other).length);
  for (;;) {
    const json = JSON.stringify({ ...Object.fromEntries(theirs), ...own });
    if (json.length <= limit || theirs.length === 0) return json;
    theirs.pop();
  }
}

type Asked = Pick<Extract<Effect, { type: 'task' }>, 'id' | 'thread' | 'attributes' | 'customer'>;

function ownAttributes(
  externalId: string,
  thread: Asked['thread'],
  given: Asked['attributes'],
  customer: Asked['customer'],
) {
  const known = customer.attributes;
  const name = text(known.name) ?? text(known.profile_name) ?? text(given.name) ?? short(thread.sender);
  return {
    external_id: externalId,
    thread_key: threadKey(thread),
    conversation_id: hexOf(threadKey(thread)),
    customer_id: customer.id,
    channelType: thread.channel,
    from: name,
    name,
    customerName: name,
    customerAddress: short(thread.sender),
    direction: 'inbound',
    initiatedBy: 'customer',
    language: text(known.language) ?? text(given.language) ?? 'en',
    vip: known.vip === true || known.vip === 'true' || given.vip === true,
    department: text(given.department) ?? null,
    skills: Array.isArray(given.skills) ? given.skills.filter((skill) => typeof skill === 'string').map(short) : [],
    rejected_workers: [],
  };
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? short(value) : undefined;

const short = (value: string): string => value.slice(0, 100).toWellFormed();
