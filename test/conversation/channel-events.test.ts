import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThreadEvent } from '../../lib/message.ts';
import { idWrite } from '../../lib/store/line-status.ts';
import { otherThreads } from '../../lib/store/other-threads.ts';
import type { Table } from '../../lib/store/table.ts';
import { lineWrite, openTranscript } from '../../lib/store/transcript.ts';
import { buttons, greeting, handOff } from './flows.ts';
import { openBench, startTable, text } from './harness.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const spokenOn = async (definition: unknown = greeting) => {
  const bench = await openBench(table, definition);
  const thread = bench.thread('U1');
  await bench.hear(text(thread, 'hi'));
  const [sent] = bench.sent();
  if (!sent) throw new Error('the flow said nothing');
  const receipt = (status: 'sent' | 'delivered' | 'read' | 'failed', id: string = status): ThreadEvent => ({
    type: 'receipt',
    id,
    thread,
    at: sent.heardAt ?? 0,
    messageId: 'provider 1',
    status,
  });
  const note = () => openTranscript(table).sent(thread, sent.sk, ['provider 1'], 1);
  const statusOf = async () => (await bench.lines(thread))[1]?.status;
  return { bench, thread, sent, receipt, note, statusOf };
};

describe('a file', () => {
  const file = { type: 'media' as const, url: 'line:1', mediaType: 'application/pdf', name: 'Bill.pdf' };
  const kept = (bench: Awaited<ReturnType<typeof openBench>>) =>
    [...bench.effects.values()].flatMap((effect) => (effect.type === 'keep-media' ? [effect] : []));

  test('that the customer sends is asked to be kept, and so is the one that an edit puts in its place', async () => {
    const bench = await openBench(table, greeting);
    const said = text(bench.thread('U1'), 'see');
    const sent: ThreadEvent = { ...said, type: 'message', messageId: 'm1', content: file };
    await bench.hear(sent);
    await bench.hear({ ...said, id: 'e1', type: 'edited', messageId: 'm1', content: { ...file, url: 'line:2' } });
    const about = { thread: sent.thread, sk: 'MESSAGE#0000001', mediaType: file.mediaType, name: file.name };
    expect(kept(bench)).toMatchObject([
      { ...about, url: 'line:1' },
      { ...about, url: 'line:2' },
    ]);
  });

  test('that was kept is not forgotten where an edit of it comes twice', async () => {
    const bench = await openBench(table, greeting);
    const said = text(bench.thread('U1'), 'see');
    await bench.hear({ ...said, type: 'message', messageId: 'm1', content: file });
    const edit: ThreadEvent = {
      ...said,
      id: 'e1',
      type: 'edited',
      messageId: 'm1',
      content: { ...file, caption: 'my bill' },
    };
    await bench.hear(edit);
    const settled = { url: 'media:media/1.pdf', mediaType: 'application/pdf' };
    await openTranscript(table).settleFile(said.thread, 'MESSAGE#0000001', 'line:1', settled);
    await bench.hear(edit);
    const [line] = await bench.lines(said.thread);
    expect(line?.content).toEqual({ ...file, ...settled, caption: 'my bill' });
  });

  test('that is kept out already, and one of ours, is left alone', async () => {
    const bench = await openBench(table, greeting);
    const said = text(bench.thread('U1'), 'see');
    await bench.hear({
      ...said,
      type: 'message',
      messageId: 'm1',
      content: { ...file, url: '', withheld: 'too large' },
    });
    expect(kept(bench)).toEqual([]);
  });
});

describe('how far a message got', () => {
  test('moves forward, never back', async () => {
    const { bench, receipt, note, statusOf } = await spokenOn();
    await note();
    for (const status of ['read', 'delivered', 'sent'] as const) await bench.hear(receipt(status));
    expect(await statusOf()).toBe('read');
  });

  test('is not lost where the receipt is faster than our note of the message', async () => {
    const { bench, sent, receipt, note, statusOf } = await spokenOn();
    await bench.hear(receipt('delivered'));
    await bench.hear(receipt('read'));
    expect(await statusOf()).toBe('queued');
    const early = await note();
    expect(early).toMatchObject([{ type: 'receipt', status: 'read' }]);
    for (const one of early) await bench.hear({ ...one, id: 'noted', outboundId: sent.sk });
    expect(await statusOf()).toBe('read');
    await bench.hear(receipt('delivered', 'later'));
    expect(await statusOf()).toBe('read');
  });

  describe.each(['delivered', 'failed'] as const)('is not told by a %s receipt of somebody else', (status) => {
    const otherThan = async ({ bench, receipt }: Awaited<ReturnType<typeof spokenOn>>) => {
      const thread = bench.thread('U2');
      await bench.hear(text(thread, 'hi'));
      return { forged: { ...receipt(status), thread }, linesOf: () => bench.lines(thread) };
    };

    test('that names its message, nor are their own lines', async () => {
      const known = await spokenOn();
      const { forged, linesOf } = await otherThan(known);
      await known.note();
      await known.bench.hear(forged);
      expect(await known.statusOf()).toBe('sent');
      expect((await linesOf()).map((line) => line.status)).toEqual(['delivered', 'queued']);
    });

    test('that names it before we note it', async () => {
      const known = await spokenOn();
      const { forged, linesOf } = await otherThan(known);
      await known.bench.hear(forged);
      expect(await known.note()).toEqual([]);
      expect(await known.statusOf()).toBe('sent');
      expect((await linesOf()).map((line) => line.status)).toEqual(['delivered', 'queued']);
    });
  });

  test('is told of all earlier messages at once where the provider speaks of a time', async () => {
    const { bench, thread, sent, note } = await spokenOn();
    await note();
    await bench.hear(text(thread, 'Ann'));
    const lines = await bench.lines(thread);
    const at = sent.heardAt ?? 0;
    await bench.hear({ type: 'watermark', id: 'w', thread, at, upTo: at, status: 'read' });
    expect((await bench.lines(thread)).map(({ status }) => status)).toEqual([
      'delivered',
      'read',
      'delivered',
      'queued',
    ]);
    expect(lines[3]?.status).toBe('queued');
  });

  test('says what can be done about a failure', async () => {
    const { bench, thread, sent } = await spokenOn();
    const failed = {
      type: 'receipt',
      id: 'f',
      thread,
      at: 1,
      messageId: 'x',
      outboundId: sent.sk,
      status: 'failed',
    } as const;
    await bench.hear({ ...failed, reason: 'too late', remedy: 'Send a template.' });
    expect((await bench.lines(thread))[1]).toMatchObject({
      status: 'failed',
      reason: 'too late',
      remedy: 'Send a template.',
    });
  });
});

test('how far a message got is told to the agent who said it, and of what a flow says to nobody', async () => {
  const { bench, thread, sent, note } = await spokenOn();
  await note();
  const told = () =>
    [...bench.effects.values()].flatMap((effect) => (effect.type === 'notify' ? [effect.workers] : []));
  await bench.hear({ type: 'receipt', id: 'r1', thread, at: 1, messageId: 'provider 1', status: 'delivered' });
  expect((await bench.lines(thread)).find(({ sk }) => sk === sent.sk)?.status).toBe('delivered');
  expect(told()).toEqual([]);
  const line = { sk: 'MESSAGE#0000099', at: 1, direction: 'out' as const, by: 'mei', status: 'sent' as const };
  await table.write([lineWrite(thread, { ...line, content: { type: 'text', text: 'Hello' } })]);
  const receipt = { type: 'receipt' as const, thread, at: 1, messageId: 'p2', outboundId: line.sk };
  await bench.hear({ ...receipt, id: 'r2', status: 'delivered' });
  expect(told()).toEqual([['mei']]);
  await bench.hear({ ...receipt, id: 'r3', status: 'sent' });
  expect(told()).toEqual([['mei']]);
});

describe('what the business says elsewhere', () => {
  const echoed = (thread: ReturnType<Awaited<ReturnType<typeof openBench>>['thread']>, said: string, at: number) =>
    ({
      type: 'echoed',
      id: `echo ${said}`,
      thread,
      at,
      messageId: `native ${said}`,
      content: { type: 'text', text: said },
    }) as const;

  test('is written down as said elsewhere, once', async () => {
    const { bench, thread, sent } = await spokenOn();
    await bench.hear(echoed(thread, 'Call me', sent.heardAt ?? 0));
    await bench.hear({ ...echoed(thread, 'Call me', sent.heardAt ?? 0), id: 'the same again' });
    expect((await bench.lines(thread)).slice(2)).toMatchObject([{ by: 'elsewhere', direction: 'out', status: 'sent' }]);
    expect(bench.sent()).toHaveLength(1);
  });

  test('is not written down where our own buttons come back as their text', async () => {
    const { bench, thread, sent } = await spokenOn(buttons);
    await bench.hear(echoed(thread, 'Which language?', sent.heardAt ?? 0));
    expect(await bench.lines(thread)).toHaveLength(2);
  });

  test('is not written down where it is our own message that comes back, noted or not yet', async () => {
    const { bench, thread, sent, note } = await spokenOn();
    const said = 'text' in sent.content ? sent.content.text : '';
    await bench.hear(echoed(thread, said, sent.heardAt ?? 0));
    await note();
    await bench.hear({ ...echoed(thread, said, sent.heardAt ?? 0), id: 'second', messageId: 'provider 1' });
    expect(await bench.lines(thread)).toHaveLength(2);
  });

  test('is not written down where a file of ours comes back while its ids are being noted', async () => {
    const { bench, thread } = await spokenOn();
    const at = 1_800_000_000_000;
    const content = { type: 'media' as const, url: 'media:media/sent/1.png', mediaType: 'image/png', caption: 'Look' };
    await bench.hear({
      type: 'noted',
      id: 'n',
      thread,
      at,
      lines: [],
      says: [{ key: 'said', content }],
      learnt: {},
      timers: [],
    });
    const before = await bench.lines(thread);
    await table.change(idWrite(thread, before.at(-1)?.sk ?? '', 'first part', 'last part'));
    const file = { type: 'media' as const, url: 'https://files.example/x', mediaType: 'image/png' };
    await bench.hear({ type: 'echoed', id: 'echo', thread, at, messageId: 'first part', content: file });
    expect(await bench.lines(thread)).toHaveLength(before.length);
  });

  const place = { type: 'location' as const, latitude: 47.37, longitude: 8.54, name: 'Our shop' };
  const map = { type: 'media' as const, url: 'media:media/sent/1.pdf', mediaType: 'application/pdf' };
  const long = { type: 'text' as const, text: `${'word '.repeat(100)}end` };
  test.each([
    ['a place that comes back as a text', place, 'Our shop\nhttps://maps.example/47.37,8.54', 'sent'],
    ['a file that comes back as a link', map, 'https://files.example/media/sent/1.pdf?signed', 'sent'],
    ['a caption that comes back by itself', { ...map, caption: 'The way' }, 'The way', 'noted'],
    ['the rest of a long text', long, 'word end', 'noted'],
  ] as const)('is not written down where it is of ours: %s', async (_, content, said, when) => {
    const { bench, thread } = await spokenOn();
    const at = 1_800_000_000_000;
    const says = [{ key: 'said', content }];
    await bench.hear({ type: 'noted', id: 'n', thread, at, lines: [], says, learnt: {}, timers: [] });
    const before = await bench.lines(thread);
    if (when === 'noted') await openTranscript(table).sent(thread, before.at(-1)?.sk ?? '', ['first part'], at);
    await bench.hear(echoed(thread, said, at));
    expect(await bench.lines(thread)).toHaveLength(before.length);
    await bench.hear(echoed(thread, 'Call me', at));
    expect(await bench.lines(thread)).toHaveLength(before.length + 1);
  });
});

test.each([{ type: 'edited', content: { type: 'text', text: 'changed' } }, { type: 'deleted' }] as const)(
  'what is $type by somebody else than who said it stays, and so do their own lines',
  async (change) => {
    const { bench, thread } = await spokenOn();
    const said = text(bench.thread('U2'), 'mine');
    await bench.hear({ ...said, type: 'message', messageId: 'm2', content: { type: 'text', text: 'mine' } });
    const before = [await bench.lines(thread), await bench.lines(said.thread)];
    await bench.hear({ ...change, id: 'c', thread, at: 3, messageId: 'm2' });
    expect([await bench.lines(thread), await bench.lines(said.thread)]).toEqual(before);
  },
);

test('who writes under a new sender is the same person, and is answered there', async () => {
  const { bench, thread } = await spokenOn();
  await bench.hear(text(thread, 'Ann'));
  const moved = bench.thread('U2');
  await bench.hear({ type: 'moved', id: 'm', thread: moved, at: 2_000_000_000_000, formerly: 'U1' });
  expect((await bench.customerOf(moved))?.id).toBe((await bench.customerOf(thread))?.id);
  await bench.hear(text(moved, 'hello again'));
  const last = bench.sent().at(-1);
  expect(last).toMatchObject({ thread: { sender: 'U2' }, content: { text: 'Hello Ann' } });
  expect(await otherThreads(table, moved)).toEqual([thread]);
});

describe('choices told by number', () => {
  test.each(['2', ' 2. ', '2)'])('are taken by "%s"', async (said) => {
    const { bench, thread } = await spokenOn(buttons);
    await bench.hear(text(thread, said));
    expect(bench.sent().at(-1)?.content).toEqual({ type: 'text', text: '中文 is zh' });
    expect((await bench.lines(thread))[2]?.content).toEqual({ type: 'text', text: said });
  });

  test.each(['3', '22', '2 please'])('are not taken by "%s"', async (said) => {
    const { bench, thread } = await spokenOn(buttons);
    await bench.hear(text(thread, said));
    expect(bench.sent().at(-1)?.content).toEqual({ type: 'text', text: `${said} is ` });
  });

  test('are over once something else was said', async () => {
    const { bench, thread } = await spokenOn(buttons);
    await bench.hear(text(thread, '1'));
    await bench.hear(text(thread, 'hi'));
    expect((await bench.state(thread))?.choosing).toBe(true);
    await bench.hear(text(thread, 'neither'));
    expect((await bench.state(thread))?.choosing).toBe(false);
  });
});

test('a reaction is written down, and no flow begins or goes on with it', async () => {
  const { bench, thread } = await spokenOn();
  const content = { type: 'reaction', messageId: 'provider 1', emoji: '👍' } as const;
  await bench.hear({ type: 'message', id: 'r', thread, at: 3, messageId: 'r', content });
  expect(bench.sent()).toHaveLength(1);
  expect((await bench.lines(thread)).at(-1)?.content).toEqual(content);
});

test('an answer says what it answers, and when the customer last wrote', async () => {
  const { sent } = await spokenOn();
  expect(sent.reads).toMatch(/^message /);
  expect(sent.heardAt).toBeGreaterThan(0);
});

test('a right to answer is used once, one that lasts is kept', async () => {
  const bench = await openBench(table, greeting);
  const once = bench.thread('once');
  const lasting = bench.thread('lasting');
  await bench.hear(text(once, 'hi', { replyWith: { token: 't', until: 9 } }));
  await bench.hear(text(lasting, 'hi', { replyWith: { token: 't', until: 9, reusable: true } }));
  expect((await bench.state(once))?.replyWith).toBeUndefined();
  expect((await bench.state(lasting))?.replyWith).toEqual({ token: 't', until: 9, reusable: true });
});

test('what an agent says is marked as theirs, for channels that leave agents more time', async () => {
  const bench = await openBench(table, handOff);
  const thread = bench.thread('U1');
  await bench.hear(text(thread, 'hi'));
  const task = [...bench.effects.values()].find((effect) => effect.type === 'task');
  const worker = { sid: 'WK1', name: 'mei' };
  const about = { type: 'task', thread, at: 5, taskSid: 'WT1', externalId: task?.id ?? '' } as const;
  await bench.hear({ ...about, id: 'c', event: 'created' });
  await bench.hear({ ...about, id: 'a', event: 'accepted', version: 1, worker });
  const content = { type: 'text', text: 'Hello' } as const;
  await bench.hear({ type: 'agent-said', id: 's', thread, at: 6, worker, taskSid: 'WT1', content });
  expect(bench.sent().map(({ agent }) => agent)).toEqual([undefined, 'mei']);
});
