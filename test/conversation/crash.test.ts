import { afterAll, beforeAll, expect, test } from 'vitest';
import { converse } from '../../lib/conversation.ts';
import { type Carrier, deliver } from '../../lib/delivery.ts';
import type { Effect } from '../../lib/effect.ts';
import { Transient } from '../../lib/errors.ts';
import type { ThreadEvent } from '../../lib/message.ts';
import type { Table } from '../../lib/store/table.ts';
import { findThread } from '../../lib/store/threads.ts';
import { openTranscript } from '../../lib/store/transcript.ts';
import { greeting, handOff } from './flows.ts';
import { openBench, startTable, text } from './harness.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

/** Counts the moments before and after every call to the outside world, and stops the process at the n-th of them. */
function crashAt(n: number) {
  let moments = 0;
  const moment = () => {
    moments += 1;
    if (moments === n) throw new Transient(`stopped at moment ${n}`);
  };
  return {
    happened: () => moments >= n,
    around:
      <Arguments extends unknown[], Answer>(work: (...given: Arguments) => Promise<Answer>) =>
      async (...given: Arguments): Promise<Answer> => {
        moment();
        const answer = await work(...given);
        moment();
        return answer;
      },
  };
}

/** A provider that, like LINE, takes a message once however often it is sent with the same id. */
function openOutside() {
  const messages = new Map<string, string>();
  const files = new Map<string, string>();
  const tasks = new Map<string, string>();
  let creations = 0;
  return {
    messages,
    files,
    tasks,
    creations: () => creations,
    send: async (id: string, said: string) => {
      messages.set(id, said);
      return { providerId: `p-${id}` };
    },
    create: async (externalId: string) => {
      creations += 1;
      tasks.set(externalId, `WT${creations}`);
      return `WT${creations}`;
    },
    find: async (externalId: string) => tasks.get(externalId),
    fetch: async (url: string) => ({ body: Buffer.from(`what lies at ${url}`) }),
    put: async (key: string, body: Buffer) => {
      files.set(key, String(body));
    },
  };
}

/** Works an event off as the queues do: handed over again after every crash, and so is every effect, until all is done. */
async function workOff(bench: Awaited<ReturnType<typeof openBench>>, happened: ThreadEvent[], n: number) {
  const crash = crashAt(n);
  const outside = openOutside();
  const events = [...happened];
  const effects: { effect: Effect; again: boolean }[] = [];
  const enqueued = new Set<string>();

  const world = () => {
    const { store, ...rest } = bench.openWorld();
    return {
      ...rest,
      store: {
        ...store,
        load: crash.around(store.load),
        commit: crash.around(store.commit),
        root: crash.around(store.root),
        transcript: { ...store.transcript, amend: crash.around(store.transcript.amend) },
      },
      enqueue: crash.around(async (added: Effect[], again: boolean) => {
        for (const effect of added) if (!enqueued.has(effect.id)) effects.push({ effect, again });
        for (const effect of added) enqueued.add(effect.id);
      }),
    };
  };
  const transcript = openTranscript(table);
  const tasks = {
    create: crash.around(({ externalId }: { externalId: string }) => outside.create(externalId)),
    find: crash.around((externalId: string) => outside.find(externalId)),
    cancel: async () => {},
    end: async () => {},
    wrap: async () => {},
    take: async () => {},
    exclude: async () => {},
    mark: async () => {},
    place: async () => undefined,
  };
  const carrier: Carrier = {
    http: () => Promise.reject(new Error('not used')),
    origin: 'https://seaway.example',
    now: () => 1,
    tasks: async () => tasks,
    workflowSid: async (workflow) => workflow,
    taskChannel: (taskChannel) => taskChannel,
    knownAgent: async () => undefined,
    transcript: {
      line: transcript.line,
      sent: crash.around(transcript.sent),
      settleFile: crash.around(transcript.settleFile),
    },
    media: { put: crash.around(outside.put), get: () => Promise.reject(new Error('not used')), link: (key) => key },
    mediaRules: { largest: 1_000, types: ['text/plain'] },
    count: () => {},
    state: (thread) => findThread(table, thread),
    schedule: async () => {},
    partCall: async () => {},
    wakeCall: async () => {},
    notify: async () => {},
    otherThreads: async () => [],
    wait: async () => 0,
    connect: async () => ({
      verify: () => ({ verdict: 'accept' as const }),
      fetch: crash.around(outside.fetch),
      signal: async () => {},
      signals: [],
      send: crash.around(({ id, content }) => outside.send(id, 'text' in content ? content.text : '')),
    }),
    enqueue: crash.around(async (event: ThreadEvent) => {
      if (!enqueued.has(event.id)) events.push(event);
      enqueued.add(event.id);
    }),
  };

  while (events.length > 0 || effects.length > 0) {
    const [event] = events;
    if (event) {
      await untilDone(() => converse(world(), event));
      events.shift();
    }
    const [next] = effects;
    if (next) {
      await untilDone((receives) =>
        deliver(carrier, next.effect, { again: next.again || receives > 1, receives, last: false }),
      );
      effects.shift();
    }
  }
  return { crashed: crash.happened(), outside };
}

async function untilDone(work: (receives: number) => Promise<void>): Promise<void> {
  for (let receives = 1; receives < 10; receives += 1) {
    try {
      return await work(receives);
    } catch (error) {
      if (!(error instanceof Transient)) throw error;
    }
  }
  throw new Error('ten tries were not enough');
}

test('stopped at any moment, a first message is one line and one answer', async () => {
  let n = 0;
  for (let crashed = true; crashed; ) {
    n += 1;
    const bench = await openBench(table, greeting);
    const thread = bench.thread('U1');
    const result = await workOff(bench, [text(thread, 'hi')], n);
    crashed = result.crashed;
    expect([...result.outside.messages.values()], `stopped at ${n}`).toEqual(['What is your name?']);
    const lines = await bench.lines(thread);
    expect(lines.map(({ direction, status }) => `${direction} ${status}`)).toEqual(['in delivered', 'out sent']);
  }
  expect(n).toBeGreaterThan(10);
});

test('stopped at any moment, a file is kept once and its line has it, and an edit of it leads to the newer one', async () => {
  let n = 0;
  for (let crashed = true; crashed; ) {
    n += 1;
    const bench = await openBench(table, greeting);
    const thread = bench.thread('U1');
    const said = text(thread, 'see');
    const file = (url: string) => ({ type: 'media' as const, url, mediaType: 'text/plain', caption: 'my notes' });
    const sent: ThreadEvent = { ...said, type: 'message', messageId: 'm1', content: file('line:1') };
    const edited: ThreadEvent = { ...said, id: 'e1', type: 'edited', messageId: 'm1', content: file('line:2') };
    const result = await workOff(bench, [sent, edited], n);
    crashed = result.crashed;
    expect([...result.outside.files.values()], `stopped at ${n}`).toEqual(['what lies at line:2']);
    const [line] = await bench.lines(thread);
    expect(line).toMatchObject({
      edited: true,
      content: { ...file(''), url: `media:${[...result.outside.files.keys()]}` },
    });
  }
  expect(n).toBeGreaterThan(20);
});

test('stopped at any moment, a hand-off is one task', async () => {
  let n = 0;
  for (let crashed = true; crashed; ) {
    n += 1;
    const bench = await openBench(table, handOff);
    const thread = bench.thread('U1');
    const result = await workOff(bench, [text(thread, 'agent!')], n);
    crashed = result.crashed;
    expect(result.outside.creations(), `stopped at ${n}`).toBe(1);
    expect([...result.outside.messages.values()]).toEqual(['One moment.']);
    expect(await bench.state(thread)).toMatchObject({ owner: 'agent', handOff: { state: 'waiting', sid: 'WT1' } });
  }
  expect(n).toBeGreaterThan(15);
});
