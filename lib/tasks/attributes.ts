import type { Effect } from '../effect.ts';
import { hexOf, threadKey } from '../thread.ts';

/** TaskRouter takes 4,096 characters; 800 are kept for the workers who decline. */
const limit = 4096 - 800;

/**
 * The attributes of a task as JSON that TaskRouter takes: what Flex shows, what routing asks for, and the way back to the
 * thread. Where the flow gave too many of its own, the longest of those are left out. `known` is the agent whom routing looks for
 * first; `others` are characters that somebody else will add.
 * https://www.twilio.com/docs/flex/developer/conversations/register-custom-chat-channels
 */
export function taskAttributes(asked: Asked, known?: KnownAgent, others = 0): string {
  const { attributes } = asked;
  const own = ownAttributes(asked, known);
  const theirs = Object.entries(attributes).filter(([name]) => !(name in own));
  theirs.sort(([, one], [, other]) => JSON.stringify(one).length - JSON.stringify(other).length);
  for (;;) {
    const json = JSON.stringify({ ...Object.fromEntries(theirs), ...own });
    if (json.length <= limit - others || theirs.length === 0) return json;
    theirs.pop();
  }
}

/** Who knows the customer, and by what. */
type KnownAgent = { worker: { sid: string }; why: string };

type Asked = Pick<
  Extract<Effect, { type: 'task' }>,
  'id' | 'thread' | 'attributes' | 'customer' | 'target' | 'transfer'
>;

/** Names of attributes that every task has: what expressions of config/taskrouter.json can rely on. */
export const taskAttributeNames = [
  'external_id',
  'thread_key',
  'conversation_id',
  'customer_id',
  'channelType',
  'from',
  'name',
  'customerName',
  'customerAddress',
  'direction',
  'initiatedBy',
  'language',
  'vip',
  'department',
  'skills',
  'levels',
  'known_agent',
  'known_agent_why',
  'transfer',
  'transfer_queue',
  'call_back',
  'rejected_workers',
] as const;

function ownAttributes(
  { id, thread, attributes: given, customer, target, transfer }: Asked,
  agent: KnownAgent | undefined,
): Record<(typeof taskAttributeNames)[number], unknown> {
  const known = customer.attributes;
  const name = text(known.name) ?? text(known.profile_name) ?? text(given.name) ?? short(thread.sender);
  const levels = levelsOf(given.skills);
  return {
    external_id: id,
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
    // Agents speak a language, whichever country the customer's is of.
    language: (text(known.language) ?? text(given.language) ?? 'en').replace(/[-_].*$/s, '').toLowerCase(),
    vip: known.vip === true || known.vip === 'true' || given.vip === true,
    department: text(given.department) ?? null,
    skills: Object.keys(levels),
    levels,
    known_agent: agent?.worker.sid ?? null,
    known_agent_why: agent?.why ?? null,
    transfer: transfer ? { kind: transfer.kind, from: transfer.from.name, note: transfer.note ?? null } : null,
    transfer_queue: target && 'queue' in target ? target.queue : null,
    // Becomes true where the customer asks to be written back to.
    call_back: false,
    // Who hands it on is not asked themselves.
    rejected_workers: transfer ? [transfer.from.sid] : [],
  };
}

/** The skills that a flow asks for, with the level that a worker must have: `["loans"]`, or `{"loans": 3}`. */
function levelsOf(asked: unknown): Record<string, number> {
  const pairs: [string, unknown][] = Array.isArray(asked)
    ? asked.flatMap((skill): [string, unknown][] => (typeof skill === 'string' ? [[skill, 1]] : []))
    : Object.entries(typeof asked === 'object' && asked !== null ? asked : {});
  const levels = pairs.map(([skill, level]): [string, number] => [
    skill.slice(0, longestSkill).toWellFormed(),
    Number(level),
  ]);
  return Object.fromEntries(levels.filter(([, level]) => level >= 1).slice(0, mostSkills));
}

/** So that they always leave room for the rest. */
const mostSkills = 10;
const longestSkill = 40;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? short(value) : undefined;

const short = (value: string): string => value.slice(0, 100).toWellFormed();
