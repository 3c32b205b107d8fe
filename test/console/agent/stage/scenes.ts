import type { LineView } from '../../../../lib/console/protocol/conversation.ts';
import type { Offer, Parked, Task } from '../../../../lib/console/protocol/work.ts';
import { ana, ben, colleagues, conversationOf, customerOf, deskAt, meAt } from './around.ts';
import { addressOf, failedStory, longStory, shortStory, storyOf } from './lines.ts';
import { people, threads } from './people.ts';
import type { Scene } from './scene.ts';

type Who = keyof typeof people;

/** Every state that the page can be seen in, by name; each is made for the moment at which it is entered. */
export const scenes = {
  /** Nothing to do. */
  empty: (now) => sceneOf(now, {}),
  /** Three chats, one of them amber and one red, and a fourth that rings. */
  three: (now) => sceneOf(now, { tasks: threeTasks(now), offers: [offerOf('layla', now)], stories: stories(now) }),
  /** Two colleagues ask, and a telephone rings. */
  ringing: (now) =>
    sceneOf(now, {
      offers: [
        offerOf('kenji', now, { call: true, why: 'You spoke with this customer last week.' }),
        offerOf('layla', now, {
          transfer: { from: 'Ben Keller', kind: 'warm', note: 'She wants to change her contract, which I may not do.' },
        }),
        offerOf('sofia', now, { skills: [], lapsesAt: now + 9_000 }),
      ],
      tasks: threeTasks(now),
      stories: stories(now),
    }),
  /** Two are set aside. */
  parked: (now) =>
    sceneOf(now, {
      tasks: [taskOf('mei', now, { waitingSince: now - 20_000 })],
      parked: [parkedOf('grace', now - 3_600_000), parkedOf('bernd', now - 86_400_000)],
      stories: stories(now),
    }),
  /** The conversation is over, and is to be summed up. */
  wrapping: (now) =>
    sceneOf(now, {
      tasks: [taskOf('grace', now, { state: 'wrapping', waitingSince: undefined }), taskOf('mei', now)],
      stories: stories(now),
    }),
  /** WhatsApp lets nothing be said but a template. */
  closed: (now) => {
    const scene = sceneOf(now, { tasks: [taskOf('grace', now)], stories: { grace: storyOf(now) } });
    const { conversations } = scene;
    const conversation = conversations[threads.grace];
    if (!conversation) return scene;
    const until = now - 3_600_000;
    const window = { until, remedy: 'Send a template: the window opens when the customer answers it.' };
    const addresses = [addressOf(threads.grace, now - 90_000_000, { window }), addressOf(threads.graceMail, now)];
    return { ...scene, conversations: { ...conversations, [threads.grace]: { ...conversation, addresses } } };
  },
  /** A message did not arrive. */
  failed: (now) => sceneOf(now, { tasks: [taskOf('grace', now)], stories: { grace: failedStory(threads.grace, now) } }),
  /** A thousand lines. */
  long: (now) =>
    sceneOf(now, { tasks: [taskOf('grace', now)], stories: { grace: longStory(threads.grace, now, 1_000) } }),
  /** A colleague was asked to take it over, and has joined. */
  warm: (now) => {
    const transfer = { kind: 'warm', to: 'Ben Keller', by: ana, state: 'joined', worker: ben } as const;
    const scene = sceneOf(now, { tasks: [taskOf('grace', now, { transfer })], stories: stories(now) });
    const conversation = scene.conversations[threads.grace];
    if (conversation?.handOff) conversation.handOff.transfer = transfer;
    return scene;
  },
  /** On the telephone, with a chat beside it. */
  call: (now) =>
    sceneOf(now, {
      tasks: [
        taskOf('kenji', now, {
          call: true,
          waitingSince: undefined,
          acceptedAt: now - 200_000,
          phone: { since: now - 194_000, muted: false, held: false, others: [] },
        }),
        taskOf('mei', now),
      ],
      stories: stories(now),
    }),
  /** Who watches over all. */
  supervisor: (now) => {
    const scene = sceneOf(now, { tasks: [taskOf('grace', now)], stories: stories(now) });
    const call = scene.conversations[threads.kenji];
    if (call) call.handOff = { taskSid: 'WTkenji', state: 'accepted', worker: ben };
    return { ...scene, me: { ...scene.me, role: 'supervisor' } };
  },
  /** A second supervisor's desk without anything in it. */
  'quiet desk': (now) => {
    const scene = sceneOf(now, {});
    const desk = { ...scene.desk, agents: [], waiting: [], letters: [], queues: [] };
    return { ...scene, desk, me: { ...scene.me, role: 'supervisor' } };
  },
} as const satisfies Record<string, (now: number) => Scene>;
export type SceneName = keyof typeof scenes;

type Parts = {
  offers?: Offer[];
  tasks?: Task[];
  parked?: Parked[];
  stories?: Partial<Record<Who, LineView[]>>;
};

function sceneOf(now: number, { offers = [], tasks = [], parked = [], stories: told = {} }: Parts): Scene {
  const me = meAt(now);
  const names: Who[] = ['grace', 'mei', 'bernd', 'layla', 'kenji', 'sofia'];
  const held = new Map(tasks.map((task) => [task.thread, task]));
  const conversations = names.map((who) => {
    const thread = threads[who];
    const task = held.get(thread);
    const lines = told[who] ?? shortStory(thread, now - 60_000, 'Hello, are you there?');
    const handOff = task && { taskSid: task.taskSid, state: task.state, worker: ana };
    return [thread, conversationOf(thread, people[who], lines, handOff ? { handOff } : {})] as const;
  });
  const load = me.load.map((one) => ({
    ...one,
    tasks: tasks.filter(({ call }) => call === (one.channel === 'voice')).length,
  }));
  return {
    me: { ...me, load },
    work: { offers, tasks, parked, now },
    conversations: Object.fromEntries(conversations),
    customers: Object.fromEntries(names.map((who) => [threads[who], customerOf(people[who], now)])),
    colleagues,
    desk: deskAt(now),
    found: {
      customers: names.map((who) => ({
        customer: people[who],
        thread: threads[who],
        channel: channelOf(who),
        at: now - 86_400_000,
      })),
    },
  };
}

const threeTasks = (now: number): Task[] => [
  taskOf('grace', now, { waitingSince: now - 95_000, heard: 6 }),
  taskOf('mei', now, { waitingSince: now - 260_000, heard: 3 }),
  taskOf('bernd', now, { waitingSince: undefined, heard: 2 }),
];

const stories = (now: number): Partial<Record<Who, LineView[]>> => ({
  grace: storyOf(now),
  mei: shortStory(threads.mei, now - 260_000, '請問我的訂單什麼時候會到？'),
  bernd: shortStory(
    threads.bernd,
    now - 30_000,
    'Ich habe eine Frage zur Donaudampfschifffahrtsgesellschaftskapitänsmützenbestellung.',
    'Guten Tag, sehr gern.',
  ),
});

const channelOf = (who: Who): string => threads[who].split(':')[0] ?? '';

const lastWords: Record<Who, string> = {
  grace: 'That is very kind, thank you! When will it be here?',
  mei: '請問我的訂單什麼時候會到？',
  bernd: 'Guten Tag, sehr gern.',
  layla: 'مرحبا، أحتاج إلى مساعدة',
  kenji: '',
  sofia: '¿Tenéis esta lámpara en rojo?',
};

function itemOf(who: Who, at: number) {
  const direction = who === 'bernd' ? ('out' as const) : ('in' as const);
  const last = lastWords[who] === '' ? {} : { last: { text: lastWords[who], direction, at } };
  return { thread: threads[who], channel: channelOf(who), customer: people[who], ...last };
}

function taskOf(who: Who, now: number, rest: Partial<Task> = {}): Task {
  const waitingSince = now - 30_000;
  return {
    ...itemOf(who, rest.waitingSince ?? now - 30_000),
    reservation: `WR${who}`,
    taskSid: `WT${who}`,
    call: false,
    state: 'accepted',
    part: 'holder',
    acceptedAt: now - 600_000,
    heardAt: waitingSince,
    waitingSince,
    heard: 1,
    ...rest,
  };
}

const offerOf = (who: Who, now: number, rest: Partial<Offer> = {}): Offer => ({
  ...itemOf(who, now - 50_000),
  reservation: `WR${who}`,
  taskSid: `WT${who}`,
  queue: 'Front desk',
  skills: ['refunds'],
  waitingSince: now - 75_000,
  offeredAt: now - 12_000,
  lapsesAt: now + 48_000,
  call: false,
  ...rest,
});

const parkedOf = (who: Who, at: number): Parked => ({ ...itemOf(who, at), at });
