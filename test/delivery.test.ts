import { describe, expect, test } from 'vitest';
import type { Connection } from '../lib/channels/channel.ts';
import { type Attempt, type Carrier, deliver } from '../lib/delivery.ts';
import type { Effect } from '../lib/effect.ts';
import { Permanent, Transient } from '../lib/errors.ts';
import type { OutboundMessage, Thread, ThreadEvent } from '../lib/message.ts';
import type { NewTask } from '../lib/tasks/tasks.ts';

const thread = { channel: 'sms', account: 'main', sender: '+41790000001' };
const message: Effect = {
  type: 'send',
  id: 'm1',
  thread,
  sk: 'MESSAGE#0000002',
  content: { type: 'text', text: 'hi' },
};
const settleFile = async () => {};

const task: Effect = {
  type: 'task',
  id: 'c0ffee',
  thread,
  workflow: 'WW1',
  taskChannel: 'TC1',
  priority: 0,
  timeout: 60,
  attributes: {},
  customer: { id: 'c', attributes: {} },
};

function open(fault?: Error, change: Partial<Carrier> = {}) {
  const sent: OutboundMessage[] = [];
  const done: string[] = [];
  const events: ThreadEvent[] = [];
  const carrier: Carrier = {
    http: () => Promise.reject(new Error('not used')),
    origin: 'https://seaway.example',
    now: () => 7,
    connect: async () => ({
      verify: () => ({ verdict: 'accept' as const }),
      fetch: () => Promise.reject(new Error('not used')),
      signal: async ({ type, messageId }) => {
        done.push(`${type} ${messageId}`);
      },
      signals: ['read'],
      send: async (outbound) => {
        if (fault) throw fault;
        sent.push(outbound);
        return outbound.content.type === 'media' ? { providerId: 'SM1', others: ['SM2'] } : { providerId: 'SM1' };
      },
    }),
    tasks: async () => ({
      create: async () => {
        if (fault) throw fault;
        done.push('created');
        return 'WT1';
      },
      find: async () => undefined,
      cancel: async (sid, reason) => {
        done.push(`canceled ${sid}: ${reason}`);
      },
      end: async (sid, reason) => {
        done.push(`ended ${sid}: ${reason}`);
      },
      wrap: async (sid) => {
        done.push(`wrapping ${sid}`);
      },
      take: async (worker, reservation) => {
        done.push(`${worker} took ${reservation}`);
      },
      exclude: async (sid, worker) => {
        done.push(`excluded ${worker} from ${sid}`);
      },
      mark: async (sid, marks) => {
        done.push(`${sid} has ${JSON.stringify(marks)}`);
      },
      place: async () => {
        if (fault) throw fault;
        return { position: 3, seconds: 90 };
      },
    }),
    notify: async (_, workers, push) => {
      if (fault) throw fault;
      done.push(`told ${workers}: ${push.type}`);
    },
    workflowSid: async (workflow) => workflow,
    taskChannel: (taskChannel) => taskChannel,
    knownAgent: async () => undefined,
    transcript: {
      line: async () => undefined,
      sent: async (_, sk, ids) => {
        done.push(`${sk} is ${ids}`);
        return [];
      },
      settleFile: async () => {},
    },
    media: {
      put: async () => {},
      get: async () => Buffer.of(),
      link: (key, { name }) => `https://files/${key}?${name}`,
    },
    mediaRules: { largest: 1_000, types: [] },
    count: () => {},
    otherThreads: async () => [],
    wait: async () => 0,
    state: async () => undefined,
    enqueue: async (event) => {
      events.push(event);
    },
    schedule: async (at, event) => {
      done.push(`${event.type} at ${at}`);
    },
    partCall: async ({ callSid, worker }) => {
      done.push(`parted ${worker?.name ?? 'all'} from ${callSid}`);
    },
    wakeCall: async ({ account }, token) => {
      done.push(`woke ${token} of ${account}`);
    },
    ...change,
  };
  const run = (effect: Effect, attempt: Partial<Attempt> = {}) =>
    deliver(carrier, effect, { again: false, receives: 1, last: false, ...attempt });
  return { run, sent, done, events };
}

test('a timer of a call is told where calls are led', async () => {
  const { run, done } = open();
  const thread = { channel: 'voice', account: 'main', sender: '+41791234567' };
  await run({ type: 'wake-call', id: 'w', thread, token: 'FN1.2' });
  expect(done).toEqual(['woke FN1.2 of main']);
});

test('a worker leaves a call, or everybody does', async () => {
  const { run, done } = open();
  const thread = { channel: 'voice', account: 'main', sender: '+41791234567' };
  const call = { type: 'part-call', thread, callSid: 'CA1' } as const;
  await run({ ...call, id: 'a', worker: { sid: 'WK1', name: 'ana' } });
  await run({ ...call, id: 'b' });
  expect(done).toEqual(['parted ana from CA1', 'parted all from CA1']);
});

describe('the place of a customer who waits', () => {
  const ask: Effect = { type: 'tell-wait', id: 'w', thread, taskSid: 'WT1', token: 'waiting e1 Desk' };

  test('is told to the conversation', async () => {
    const { run, events } = open();
    await run(ask);
    expect(events).toEqual([
      { type: 'placed', id: 'placed w', thread, at: 7, token: 'waiting e1 Desk', position: 3, seconds: 90 },
    ]);
  });

  test('is looked up three times at most: after that it would be no news', async () => {
    const { run, events } = open(new Transient('no answer'));
    await expect(run(ask, { receives: 2 })).rejects.toThrow(Transient);
    await run(ask, { receives: 3 });
    expect(events).toEqual([]);
  });
});

test('a task is marked', async () => {
  const { run, done } = open();
  await run({ type: 'mark-task', id: 'm', thread, taskSid: 'WT1', marks: { call_back: true } });
  expect(done).toEqual(['WT1 has {"call_back":true}']);
});

describe('a message', () => {
  test('goes out with the address for its status, and its line knows the provider’s id', async () => {
    const { run, sent, done } = open();
    await run(message);
    expect(sent[0]?.callback).toBe('https://seaway.example/webhooks/sms/main?message=MESSAGE%230000002');
    expect(done).toEqual(['MESSAGE#0000002 is SM1']);
  });

  test('that went out in parts is known by the ids of all of them', async () => {
    const { run, done } = open();
    await run({ ...message, content: { type: 'media', url: 'https://a.example/1.png', mediaType: 'image/png' } });
    expect(done).toEqual(['MESSAGE#0000002 is SM1,SM2']);
  });

  test('that the provider refuses is told to the conversation with the reason, and not tried again', async () => {
    const { run, events } = open(new Permanent('21610: the customer opted out'));
    await run(message);
    expect(events).toMatchObject([
      { type: 'receipt', status: 'failed', outboundId: 'MESSAGE#0000002', reason: '21610: the customer opted out' },
    ]);
  });

  test('that finds nobody there is tried again, and marked failed with the last try', async () => {
    const { run, events } = open(new Transient('no answer'));
    await expect(run(message, { receives: 29 })).rejects.toThrow(Transient);
    expect(events).toEqual([]);
    await expect(run(message, { receives: 30, last: true })).rejects.toThrow(Transient);
    expect(events).toMatchObject([{ status: 'failed', reason: 'no answer' }]);
  });

  test('that may have gone out already is not sent again where its line says so', async () => {
    const line = {
      sk: 's',
      at: 1,
      direction: 'out' as const,
      by: 'flow',
      content: { type: 'text' as const, text: '' },
    };
    const transcript = {
      line: async () => ({ ...line, status: 'delivered' as const }),
      sent: async () => [],
      settleFile,
    };
    const { run, sent } = open(undefined, { transcript });
    await run(message, { again: true });
    expect(sent).toEqual([]);
  });
});

describe('a message on a channel with a window', () => {
  const day = 24 * 3_600_000;
  const window = { open: day, agent: 7 * day, beyond: ['template' as const] };
  const connection: Connection = {
    verify: () => ({ verdict: 'accept' }),
    fetch: () => Promise.reject(new Error('not used')),
    signal: async () => {},
    signals: [],
    window,
    send: async () => ({ providerId: 'W1' }),
  };
  const openAt = (now: number, sent: OutboundMessage[] = [], others: Thread[] = []) =>
    open(undefined, {
      now: () => now,
      otherThreads: async () => others,
      connect: async () => ({
        ...connection,
        send: async (outbound) => {
          sent.push(outbound);
          return { providerId: 'W1' };
        },
      }),
    });

  test('goes out while it is open', async () => {
    const sent: OutboundMessage[] = [];
    await openAt(day, sent).run({ ...message, heardAt: 0 });
    expect(sent).toHaveLength(1);
    expect(sent[0]).not.toHaveProperty('late');
  });

  test('is refused before it is sent once it is closed, with what can be done', async () => {
    const sent: OutboundMessage[] = [];
    const { run, events } = openAt(day + 1, sent, [{ channel: 'sms', account: 'main', sender: '+41790000002' }]);
    await run({ ...message, heardAt: 0 });
    expect(sent).toEqual([]);
    expect(events).toMatchObject([
      {
        status: 'failed',
        reason: "this channel lets us write for 24 hours after the customer's last message",
        remedy: 'Send a template. Write to them on sms (+41790000002).',
      },
    ]);
  });

  test('goes out late where an agent says it and the channel leaves agents more time, and not after that', async () => {
    const sent: OutboundMessage[] = [];
    await openAt(7 * day, sent).run({ ...message, heardAt: 0, agent: 'mei' });
    expect(sent).toMatchObject([{ late: true }]);
    const { run, events } = openAt(7 * day + 1, sent);
    await run({ ...message, heardAt: 0, agent: 'mei' });
    expect(events).toMatchObject([{ reason: expect.stringContaining('for 7 days after') }]);
  });

  test('goes out at any time as a template', async () => {
    const sent: OutboundMessage[] = [];
    await openAt(99 * day, sent).run({
      ...message,
      heardAt: 0,
      content: { type: 'template', id: 'HX1', variables: {} },
    });
    expect(sent).toHaveLength(1);
  });

  test('is refused where the customer has never written', async () => {
    const { run, events } = openAt(1);
    await run(message);
    expect(events).toMatchObject([{ reason: expect.stringContaining('written first'), remedy: 'Send a template.' }]);
  });
});

test('a message waits its turn where its account sends as much as it may, and goes back to the queue meanwhile', async () => {
  const { run, sent } = open(undefined, { wait: async () => 2_500 });
  await expect(run(message)).rejects.toMatchObject({ name: 'Transient', after: 2.5 });
  expect(sent).toEqual([]);
});

test('a message is not given up for having waited: its last try goes out at once', async () => {
  const { run, sent, events } = open(undefined, { wait: async () => 2_500 });
  await run(message, { again: false, receives: 30, last: true });
  expect([sent.length, events]).toEqual([1, []]);
});

test('the first answer marks what it answers as read, and does not mind when that fails', async () => {
  const { run, done } = open();
  await run({ ...message, reads: 'wamid.1' });
  expect(done).toContain('read wamid.1');
});

test('an agent who types is told to the customer where the channel can, and to nobody elsewhere', async () => {
  const { run, done } = open();
  await run({ type: 'signal', id: 's', thread, signal: 'read', messageId: 'wamid.2' });
  await run({ type: 'signal', id: 't', thread, signal: 'typing' });
  expect(done).toEqual(['read wamid.2']);
});

test('a receipt that was faster than our note of the message is told again, now that its line is known', async () => {
  const early = { type: 'receipt' as const, id: 'r1', thread, at: 5, messageId: 'SM1', status: 'delivered' as const };
  const transcript = { line: async () => undefined, sent: async () => [early], settleFile };
  const { run, events } = open(undefined, { transcript });
  await run(message);
  expect(events).toEqual([{ ...early, id: 'r1 noted', outboundId: 'MESSAGE#0000002' }]);
});

test("a file that is kept with us goes out as a link, a flow's own as it is", async () => {
  const { run, sent } = open();
  const file = { type: 'media' as const, mediaType: 'application/pdf', name: 'Bill.pdf' };
  await run({ ...message, content: { ...file, url: 'media:media/sent/1.pdf' } });
  await run({ ...message, content: { ...file, url: 'media:media/sent/1.png', mediaType: 'image/png' } });
  await run({ ...message, content: { ...file, url: 'https://shop.example/bill.pdf' } });
  expect(sent.map(({ content }) => content.type === 'media' && content.url)).toEqual([
    'https://files/media/sent/1.pdf?Bill.pdf',
    'https://files/media/sent/1.png?undefined',
    'https://shop.example/bill.pdf',
  ]);
});

describe('a task', () => {
  test('names the agent who knows the customer, and goes to the workflow that takes it', async () => {
    const created: NewTask[] = [];
    const { run } = open(undefined, {
      workflowSid: async (workflow) => `${workflow} here`,
      knownAgent: async (_, customerId) => ({ worker: { sid: `WK of ${customerId}`, name: 'mei' }, why: 'last task' }),
      tasks: async () => ({
        create: async (asked) => {
          created.push(asked);
          return 'WT1';
        },
        find: async () => undefined,
        cancel: async () => {},
        end: async () => {},
        wrap: async () => {},
        take: async () => {},
        exclude: async () => {},
        mark: async () => {},
        place: async () => undefined,
      }),
    });
    await run(task);
    expect(created).toMatchObject([{ workflowSid: 'WW1 here' }]);
    expect(JSON.parse(created[0]?.attributes ?? '')).toMatchObject({ known_agent: 'WK of c' });
  });

  test('is created and told to the conversation', async () => {
    const { run, events } = open();
    await run(task);
    expect(events).toMatchObject([{ type: 'task', event: 'created', taskSid: 'WT1', externalId: 'c0ffee' }]);
  });

  test('that TaskRouter has no answer to is tried again; the customer is told once, at the third try', async () => {
    const { run, events } = open(new Transient('TaskRouter answered 503'));
    for (const receives of [1, 2, 3, 4]) await expect(run(task, { receives })).rejects.toThrow(Transient);
    expect(events.map((event) => event.type === 'task' && event.event)).toEqual(['delayed']);
  });

  test('that TaskRouter refuses, or never took, is told to the conversation and becomes a dead letter', async () => {
    const refused = open(new Permanent('the workflow is gone'));
    await expect(refused.run(task)).rejects.toThrow(Permanent);
    const late = open(new Transient('TaskRouter answered 503'));
    await expect(late.run(task, { receives: 30, last: true })).rejects.toThrow(Transient);
    for (const { events } of [refused, late]) expect(events).toMatchObject([{ type: 'task', event: 'failed' }]);
  });

  test('is taken back, and a worker kept away from it', async () => {
    const { run, done } = open();
    await run({ type: 'cancel-task', id: 'x', thread, taskSid: 'WT1', reason: 'duplicate' });
    await run({ type: 'exclude-worker', id: 'y', thread, taskSid: 'WT1', workerSid: 'WK1' });
    expect(done).toEqual(['canceled WT1: duplicate', 'excluded WK1 from WT1']);
  });

  test('is ended, wrapped up and accepted for who asked for it', async () => {
    const { run, done } = open();
    await run({ type: 'end-task', id: 'x', thread, taskSid: 'WT1', reason: 'parked' });
    await run({ type: 'wrap-task', id: 'y', thread, taskSid: 'WT1' });
    await run({ type: 'accept-offer', id: 'z', thread, workerSid: 'WK1', reservation: 'WR1' });
    expect(done).toEqual(['ended WT1: parked', 'wrapping WT1', 'WK1 took WR1']);
  });

  test('for one worker is theirs alone, and says who hands it on; nobody else is looked for', async () => {
    const created: NewTask[] = [];
    const { run } = open(undefined, {
      knownAgent: () => Promise.reject(new Error('not asked for')),
      tasks: async () => ({
        create: async (asked) => {
          created.push(asked);
          return 'WT1';
        },
        find: async () => undefined,
        cancel: async () => {},
        end: async () => {},
        wrap: async () => {},
        take: async () => {},
        exclude: async () => {},
        mark: async () => {},
        place: async () => undefined,
      }),
    });
    const ben = { sid: 'WKben', name: 'ben' };
    const transfer = { kind: 'cold' as const, from: { sid: 'WKana', name: 'ana' }, note: 'She wants a refund.' };
    await run({ ...task, target: { worker: ben }, transfer });
    await run({ ...task, target: { queue: 'Everyone' }, transfer });
    const [direct, queued] = created.map((made) => ({ ...made, attributes: JSON.parse(made.attributes) }));
    expect(direct).toMatchObject({
      worker: 'WKben',
      attributes: { transfer: { kind: 'cold', from: 'ana', note: 'She wants a refund.' }, transfer_queue: null },
    });
    expect(queued?.worker).toBeUndefined();
    expect(queued).toMatchObject({ attributes: { transfer_queue: 'Everyone', rejected_workers: ['WKana'] } });
  });
});

test('a timer becomes a timeout of its thread', async () => {
  const { run, done } = open();
  await run({ type: 'timer', id: 'timer', thread, at: 99, token: 'step 4' });
  expect(done).toEqual(['timeout at 99']);
});

describe('consoles', () => {
  const news = { type: 'notify' as const, id: 'n', thread, workers: ['ana', 'ben'], what: 'changed' as const };

  test('are told that something is new', async () => {
    const { run, done } = open();
    await run(news);
    expect(done).toEqual(['told ana,ben: changed']);
  });

  test('that cannot be told look by themselves: nothing is tried again', async () => {
    const { run, done } = open(new Transient('API Gateway is away'));
    await run(news);
    expect(done).toEqual([]);
  });
});
