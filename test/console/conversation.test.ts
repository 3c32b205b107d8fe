import { afterAll, beforeAll, expect, test } from 'vitest';
import { channels } from '../../lib/channels/index.ts';
import { type Conversation, conversationSchema } from '../../lib/console/protocol/conversation.ts';
import { threadOf } from '../../lib/thread.ts';
import { startTable } from '../conversation/harness.ts';
import { type Ask, answer, openCentre, workOf } from './centre.ts';

let local: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  local = await startTable();
});
afterAll(() => local.close());

const read = async (by: Ask, thread: string, before?: string): Promise<Conversation> => {
  const { status, body } = await by('GET', 'conversation', { query: { thread, ...(before && { before }) } });
  expect(status).toBe(200);
  return conversationSchema.parse(body);
};
const proves = ['phone:+491701234567' as const];
const textsOf = ({ lines }: Conversation) =>
  lines.map(({ content }) => (content.type === 'text' ? content.text : content.type));

test('what was said on all channels of a customer is one conversation, with where answers can go; four steps', async () => {
  const centre = await openCentre(local.table);
  const sms = await centre.comes('by sms', 'sms', { proves });
  centre.standIn.clock.advance(1_000);
  const whatsapp = await centre.comes('by whatsapp', 'whatsapp', { proves });
  centre.standIn.clock.advance(1_000);
  await centre.says(threadOf(sms), 'again by sms');
  const conversation = await read(centre.boss, sms);
  expect(textsOf(conversation)).toEqual(['by sms', 'by whatsapp', 'again by sms']);
  expect(conversation.lines.map(({ thread }) => thread)).toEqual([sms, whatsapp, sms]);
  const { limits, sends, signals, window } = await channels.whatsapp();
  expect(conversation.addresses).toMatchObject([
    { thread: sms, channel: 'sms', sends: (await channels.sms()).sends },
    {
      thread: whatsapp,
      limits,
      sends: [...sends],
      signals: [...signals],
      window: { until: centre.world.now() - 1_000 + (window?.open ?? 0), remedy: expect.stringContaining('template') },
    },
  ]);
  expect(conversation.earlier).toBeUndefined();
  const whoIsIt = 1;
  expect(await centre.steps.of(() => read(centre.boss, sms))).toBeLessThanOrEqual(whoIsIt + 4);
});

test('a call and a channel that is gone take no messages, and say why', async () => {
  const centre = await openCentre(local.table);
  const voice = await centre.comes('hello', 'voice', { proves: ['phone:+4930111111'] });
  centre.standIn.clock.advance(1_000);
  await centre.comes('hello', 'fax', { proves: ['phone:+4930111111'] });
  const { addresses } = await read(centre.boss, voice);
  expect(addresses).toMatchObject([
    { closed: 'There is no channel "fax" any more.', sends: [], limits: { text: 0 } },
    { closed: expect.stringMatching(/call/), sends: [], limits: { text: 0 } },
  ]);
});

test('a long conversation comes in pages of a hundred lines; nothing is left out or twice, though all is of one moment', async () => {
  const centre = await openCentre(local.table);
  const [sms, line] = [
    await centre.comes('sms 0', 'sms', { proves: ['phone:+4930222222'] }),
    await centre.comes('line 0', 'line', { proves: ['phone:+4930222222'] }),
  ];
  for (let index = 1; index < 110; index += 1) await centre.says(threadOf(sms), `sms ${index}`);
  for (let index = 1; index < 15; index += 1) await centre.says(threadOf(line), `line ${index}`);
  const newest = await read(centre.boss, sms);
  expect(newest.lines).toHaveLength(100);
  await centre.says(threadOf(line), 'line 15, which came meanwhile');
  const oldest = await read(centre.boss, sms, newest.earlier);
  expect(oldest.earlier).toBeUndefined();
  const said = [...textsOf(oldest), ...textsOf(newest)];
  expect(said.filter((text) => text.startsWith('sms'))).toEqual(
    Array.from({ length: 110 }, (_, index) => `sms ${index}`),
  );
  expect(said.filter((text) => text.startsWith('line'))).toEqual(
    Array.from({ length: 15 }, (_, index) => `line ${index}`),
  );
});

test('agents see what they are offered, hold, have joined or parked, and nothing else; supervisors see everything', async () => {
  const centre = await openCentre(local.table);
  const thread = await centre.comes();
  const seenBy = async (by: Ask) => (await by('GET', 'conversation', { query: { thread } })).status;
  expect([await seenBy(centre.ana), await seenBy(centre.ben), await seenBy(centre.boss)]).toEqual([200, 403, 200]);
  const [offer] = (await workOf(centre.ana)).offers;
  if (offer) await answer(centre.ana, offer, 'accepted');
  await centre.settle();
  expect((await read(centre.ana, thread)).handOff).toMatchObject({ state: 'accepted', worker: { name: 'ana' } });
  const refused = await centre.ben('GET', 'conversation', { query: { thread } });
  expect(refused.body).toEqual({
    error: expect.stringMatching(/^You see conversations that you hold.* held by ana\./),
  });
  await centre.ana('POST', 'deeds', { body: { id: 'p', thread, deed: { type: 'park' } } });
  await centre.settle();
  expect((await read(centre.ana, thread)).parked).toMatchObject({ worker: { name: 'ana' } });
  expect(await seenBy(centre.ben)).toBe(403);
});

test('an offer can be looked at before the thread itself has heard of it', async () => {
  const centre = await openCentre(local.table);
  centre.standIn.faults.callback({ type: 'drop', match: /reservation.created/ });
  const thread = await centre.comes();
  expect((await centre.bench.state(threadOf(thread)))?.handOff?.offered).toBeUndefined();
  expect((await read(centre.ana, thread)).handOff).toMatchObject({ state: 'waiting' });
  expect((await centre.ben('GET', 'conversation', { query: { thread } })).status).toBe(403);
});

test.each(['', 'line', 'line:main', 'line:main:%', 'line:main:a:b', 'line:main:%41'])(
  'the key %j is 400',
  async (thread) => {
    const centre = await openCentre(local.table);
    const { status, body } = await centre.boss('GET', 'conversation', { query: { thread } });
    expect([status, body]).toEqual([400, { error: expect.stringMatching(/^thread: takes a thread key/) }]);
  },
);

test('without a key, with a broken cursor, of a thread nobody wrote on, and elsewhere', async () => {
  const centre = await openCentre(local.table);
  const asked = async (path: string, query: Record<string, string> = {}) =>
    (await centre.boss('GET', path, { query })).status;
  expect(await asked('conversation')).toBe(400);
  expect(await asked('conversation', { thread: 'line:main:x', before: '!' })).toBe(400);
  expect(await asked('conversation', { thread: 'line:main:x' })).toBe(404);
  expect(await asked('nothing')).toBe(404);
});
