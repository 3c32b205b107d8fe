import type { Address, LineView } from '../../../../lib/console/protocol/conversation.ts';
import type { Content } from '../../../../lib/message.ts';
import { threads } from './people.ts';

const text = (said: string): Content => ({ type: 'text', text: said });

/** A small picture of its own, so that a scene needs no network. */
const picture = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><rect width="640" height="400" fill="#7aa7c7"/><circle cx="320" cy="200" r="110" fill="#f3e3b3"/><path d="M300 320h40l-8 60h-24z" fill="#4b5b66"/></svg>',
)}`;

type Said = Omit<LineView, 'thread' | 'sk' | 'at'>;

const from = (content: Content): Said => ({ direction: 'in', by: 'customer', content, status: 'read' });
const flow = (content: Content): Said => ({ direction: 'out', by: 'flow', content, status: 'read' });
const agent = (content: Content, rest: Partial<Said> = {}): Said => ({
  direction: 'out',
  by: 'ana',
  content,
  status: 'delivered',
  ...rest,
});
const aside = (said: string, by = 'system'): Said => ({
  direction: 'aside',
  by,
  content: text(said),
  status: 'delivered',
});

/** Lines of one thread, `seconds` apart, of which the newest was said at `last`. */
export const linesOn = (thread: string, last: number, said: Said[], seconds = 40): LineView[] =>
  said.map((one, index) => ({
    ...one,
    thread,
    sk: `MESSAGE#${String(index).padStart(6, '0')}`,
    at: last - (said.length - 1 - index) * seconds * 1_000,
    providerId: `provider-${index}`,
  }));

/** What Grace said: every kind of content, both ways, over two channels. */
export const storyOf = (now: number): LineView[] => [
  ...linesOn(threads.graceMail, now - 3 * 86_400_000, [
    from(text('Hello, I ordered a lamp last week (order 4711). When will it come?')),
    agent(text('Hello Grace, it left our warehouse today.')),
  ]),
  ...linesOn(threads.grace, now - 95_000, [
    from(text('Hi')),
    flow({
      type: 'choices',
      text: 'Hello! In which language may we help you?',
      options: [
        { id: 'en', text: 'English' },
        { id: 'de', text: 'Deutsch' },
        { id: 'es', text: 'Español' },
      ],
    }),
    from(text('English')),
    flow(text('What is it about?')),
    from(text('My lamp is broken 😢')),
    flow(text('One moment please, I am getting a person for you.')),
    aside('Ana took the conversation.'),
    agent(text('Hello Grace, this is Ana. I am sorry to hear that. Could you send me a picture?'), { status: 'read' }),
    from({
      type: 'media',
      url: picture,
      mediaType: 'image/svg+xml',
      name: 'lamp.svg',
      caption: 'Look, the foot is off',
    }),
    from({ type: 'location', latitude: 52.52, longitude: 13.405, name: 'Home', address: 'Unter den Linden 1, Berlin' }),
    agent(text('Thank you. I am sending you a new one: https://shop.example/orders/4711?return=label'), {
      status: 'sent',
    }),
    aside('She had the same trouble in spring. – ben', 'ben'),
    from(text('That is very kind, thank you! When will it be here?')),
  ]),
];

/** As many lines as a year of writing makes. */
export const longStory = (thread: string, now: number, count: number): LineView[] =>
  linesOn(
    thread,
    now - 30_000,
    Array.from({ length: count }, (_, index) =>
      index % 3 === 1
        ? agent(text(`Answer ${index}: ${'we look after it. '.repeat(1 + (index % 4))}`), { status: 'read' })
        : from(text(`Question ${index}: ${'is there any news? '.repeat(1 + (index % 5))}`)),
    ),
    90,
  );

/** One that did not arrive, with what can be done about it. */
export const failedStory = (thread: string, now: number): LineView[] =>
  linesOn(thread, now - 60_000, [
    from(text('Can you send me the invoice?')),
    agent(text('Of course, here it is.'), {
      status: 'failed',
      reason: 'The number is not reachable on WhatsApp (63024).',
      remedy: 'Ask for another number, or write an e-mail.',
    }),
  ]);

/** A short exchange. */
export const shortStory = (thread: string, now: number, question: string, answer?: string): LineView[] =>
  linesOn(thread, now, answer === undefined ? [from(text(question))] : [from(text(question)), agent(text(answer))]);

/** Where an answer can go: what each channel of the scenes can do. */
export function addressOf(thread: string, lastMessageAt: number, rest: Partial<Address> = {}): Address {
  const [channel = '', account = '', sender = ''] = thread.split(':').map(decodeURIComponent);
  return {
    thread,
    channel,
    account,
    sender,
    lastMessageAt,
    limits: { text: channel === 'instagram' ? 1_000 : 4_096, choices: channel === 'email' ? 0 : 10 },
    sends: ['text', 'media', 'choices', ...(channel === 'whatsapp' ? ['template', 'location', 'reaction'] : [])],
    signals: channel === 'email' ? [] : ['typing', 'read'],
    ...(channel === 'voice' && { closed: 'A call: what is said there is spoken.' }),
    ...rest,
  };
}
