import type { Conversation, LineView } from '../../../../lib/console/protocol/conversation.ts';
import type { CustomerView } from '../../../../lib/console/protocol/customer.ts';
import type { Desk } from '../../../../lib/console/protocol/desk.ts';
import type { Me } from '../../../../lib/console/protocol/me.ts';
import type { Person } from '../../../../lib/console/protocol/person.ts';
import { addressOf } from './lines.ts';
import { people, threads } from './people.ts';

export const ana = { sid: 'WK0000000000000000000000000000ana0', name: 'ana' };
export const ben = { sid: 'WK0000000000000000000000000000ben0', name: 'ben' };

/** Who is signed in. */
export const meAt = (now: number): Me => ({
  worker: { ...ana, fullName: 'Ana Torres' },
  role: 'agent',
  activity: { name: 'Available', available: true, since: now - 47 * 60_000 },
  activities: [
    { name: 'Offline', available: false },
    { name: 'Available', available: true },
    { name: 'Break', available: false },
  ],
  load: [
    { channel: 'chat', title: 'Chat', tasks: 0, capacity: 3 },
    { channel: 'voice', title: 'Voice', tasks: 0, capacity: 1 },
  ],
  settings: {
    title: 'Seaway',
    accent: '#1d5fd1',
    waiting: { amber: 60, red: 180 },
    dispositions: [
      { name: 'solved', title: 'Solved' },
      { name: 'passed-on', title: 'Passed on to a department' },
      { name: 'no-answer', title: 'The customer did not answer any more' },
    ],
    canned: [
      {
        name: 'hello',
        title: 'Greeting',
        texts: { en: 'Hello {name}, this is {agent}. How can I help you?', de: 'Guten Tag {name}, hier ist {agent}.' },
      },
      { name: 'wait', title: 'One moment', texts: { en: 'One moment please, I am looking it up.' } },
      {
        name: 'return',
        title: 'How to send something back',
        texts: {
          en: 'Put it into the box it came in, and write the number of the order on it. We pay for the postage.',
        },
      },
      { name: 'bye', title: 'Good-bye', texts: { en: 'Thank you, {name}. Have a good day!' } },
    ],
    serviceLevel: 60,
  },
  socket: 'the stage says it',
  now,
});

/** A conversation of which this is everything that was said. */
export function conversationOf(
  thread: string,
  customer: Person,
  lines: LineView[],
  rest: Partial<Conversation> = {},
): Conversation {
  const on = [...new Set([thread, ...lines.map((line) => line.thread)])];
  const lastOn = (one: string) => lines.findLast((line) => line.thread === one)?.at ?? 0;
  return { thread, customer, addresses: on.map((one) => addressOf(one, lastOn(one))), lines, ...rest };
}

/** What is known of a customer. */
export const customerOf = (customer: Person, now: number): CustomerView => ({
  ...customer,
  zone: customer.language === 'ja' ? 'Asia/Tokyo' : 'Europe/Berlin',
  attributes: [
    { name: 'order', value: '4711', by: 'flow', at: now - 300_000 },
    { name: 'plan', value: 'Business', by: 'ben', at: now - 40 * 86_400_000 },
    { name: 'newsletter', value: true, by: 'channel', at: now - 90 * 86_400_000 },
  ],
  addresses: [
    { key: 'phone:+14155550101', kind: 'phone', text: '+1 415 555 0101' },
    { key: 'email:grace@example.com', kind: 'email', text: 'grace@example.com' },
  ],
  suggestions: [
    {
      customer: { id: 'c-other', name: 'G. Okafor', language: 'en', vip: false },
      why: 'The same e-mail address was typed in a web chat on 3 November.',
      proof: 'email:g.okafor@example.com',
    },
  ],
  conversations: [
    {
      thread: threads.graceMail,
      channel: 'email',
      startedAt: now - 3 * 86_400_000,
      endedAt: now - 3 * 86_400_000 + 900_000,
      worker: 'Ana Torres',
      disposition: 'Solved',
      note: 'Told her when the parcel left.',
    },
    {
      thread: threads.grace,
      channel: 'whatsapp',
      startedAt: now - 210 * 86_400_000,
      endedAt: now - 210 * 86_400_000 + 600_000,
      worker: 'Ben Keller',
      disposition: 'Passed on to a department',
    },
  ],
  why: [
    'You spoke with this customer 3 days ago, and were free.',
    'Workflow "Front desk", filter "Known agent", queue "Everyone".',
    'Skill asked for: refunds, level 2; yours is 2.',
  ],
});

const agents = [
  { sid: ana.sid, name: 'ana', fullName: 'Ana Torres', activity: 'Available', available: true },
  { sid: ben.sid, name: 'ben', fullName: 'Ben Keller', activity: 'Available', available: true },
  { sid: 'WKmei', name: 'mei', fullName: 'Lin Mei', activity: 'Break', available: false },
];

export const colleagues = {
  workers: agents.slice(1),
  queues: [
    { name: 'Front desk', available: 2, waiting: 4 },
    { name: 'Everyone', available: 2, waiting: 0 },
  ],
};

/** What a supervisor watches. */
export const deskAt = (now: number): Desk => ({
  queues: [
    { name: 'Front desk', waiting: 4, longestWait: 312, serviceLevel: 0.83, available: 2, agents: 3 },
    { name: 'Everyone', waiting: 0, longestWait: 0, available: 2, agents: 3 },
  ],
  agents: agents.map((agent, index) => ({
    ...agent,
    since: now - (index + 1) * 23 * 60_000,
    load: [
      { channel: 'chat', tasks: 2 - index, capacity: 3 },
      { channel: 'voice', tasks: index === 1 ? 1 : 0, capacity: 1 },
    ],
    tasks:
      index === 2
        ? []
        : [
            {
              taskSid: `WTdesk${index}`,
              thread: index === 0 ? threads.grace : threads.kenji,
              channel: index === 0 ? 'whatsapp' : 'voice',
              customer: index === 0 ? people.grace : people.kenji,
              state: 'accepted' as const,
              since: now - 400_000,
            },
          ],
  })),
  waiting: [
    {
      taskSid: 'WTw1',
      thread: threads.layla,
      channel: 'telegram',
      customer: people.layla,
      queue: 'Front desk',
      since: now - 312_000,
    },
    {
      taskSid: 'WTw2',
      thread: threads.sofia,
      channel: 'instagram',
      customer: people.sofia,
      queue: 'Front desk',
      since: now - 44_000,
    },
  ],
  letters: [
    {
      queue: 'outbound',
      id: 'letter-1',
      at: now - 7_200_000,
      reason: 'the account "shop" has no access token: put one into its secret',
      thread: threads.sofia,
    },
  ],
  now,
});
