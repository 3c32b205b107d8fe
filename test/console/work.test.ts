import { afterAll, beforeAll, expect, test } from 'vitest';
import { meSchema } from '../../lib/console/protocol/me.ts';
import { startTable } from '../conversation/harness.ts';
import { answer, openCentre, workOf } from './centre.ts';

let local: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  local = await startTable();
});
afterAll(() => local.close());

test('me: who has signed in, as what, how much they hold, and what the page has to know', async () => {
  const centre = await openCentre(local.table);
  await centre.served(centre.ana);
  const { status, body } = await centre.ana('GET', 'me');
  expect(status).toBe(200);
  expect(meSchema.parse(body)).toMatchObject({
    worker: { name: 'ana', fullName: 'Ana Torres' },
    role: 'agent',
    activity: { name: 'Available', available: true },
    load: [
      { channel: 'voice', title: 'Voice', tasks: 0, capacity: 1 },
      { channel: 'chat', title: 'Chat', tasks: 1, capacity: 3 },
    ],
    settings: { title: 'Seaway' },
    socket: 'wss://seaway.example/live',
    now: centre.world.now(),
  });
  expect(meSchema.parse((await centre.boss('GET', 'me')).body).role).toBe('supervisor');
});

test('who is no worker is 403, with what to do', async () => {
  const centre = await openCentre(local.table);
  expect(await centre.ask('zoe')('GET', 'work')).toEqual({
    status: 403,
    body: { error: expect.stringMatching(/"zoe" has signed in, but is no worker: add .* taskrouter apply/) },
  });
});

test('an offer says who waits, for which skills and until when it stands; three steps', async () => {
  const centre = await openCentre(local.table);
  const thread = await centre.comes('hello there', 'telegram', { profile: { name: 'Ada' } });
  const now = centre.world.now();
  const { offers, tasks, parked } = await workOf(centre.ana);
  expect(tasks).toEqual([]);
  expect(parked).toEqual([]);
  expect(offers).toEqual([
    {
      thread,
      channel: 'telegram',
      customer: { id: expect.any(String), name: expect.any(String), language: 'es', vip: false },
      last: { text: 'hello there', direction: 'in', at: now },
      reservation: expect.stringMatching(/^WR/),
      taskSid: expect.stringMatching(/^WT/),
      queue: 'Front desk',
      skills: [],
      waitingSince: now,
      offeredAt: now,
      lapsesAt: now + 60_000,
      call: false,
    },
  ]);
  const whoIsIt = 1;
  expect(await centre.steps.of(() => centre.ana('GET', 'work'))).toBeLessThanOrEqual(whoIsIt + 3);
});

test('an accepted task says since when the customer waits and how much they wrote', async () => {
  const centre = await openCentre(local.table);
  const thread = await centre.served(centre.ana);
  const accepted = centre.world.now();
  centre.standIn.clock.advance(5_000);
  const [channel, account, sender] = thread.split(':');
  await centre.says({ channel: channel ?? '', account: account ?? '', sender: sender ?? '' }, 'still there?');
  const { offers, tasks } = await workOf(centre.ana);
  expect(offers).toEqual([]);
  expect(tasks).toMatchObject([
    {
      thread,
      state: 'accepted',
      part: 'holder',
      acceptedAt: accepted,
      heard: 2,
      heardAt: accepted + 5_000,
      waitingSince: accepted,
      last: { text: 'still there?' },
    },
  ]);
});

test('what is wrapped, completed or parked is where it belongs at once, before TaskRouter knows', async () => {
  const centre = await openCentre(local.table);
  const thread = await centre.served(centre.ana);
  const deed = async (id: string, type: string) => {
    expect((await centre.ana('POST', 'deeds', { body: { id, thread, deed: { type } } })).status).toBe(202);
    const [event] = centre.inbox.splice(0);
    if (event) await centre.bench.hear(event);
  };
  await deed('1', 'wrap');
  expect((await workOf(centre.ana)).tasks).toMatchObject([{ thread, state: 'wrapping' }]);
  await deed('2', 'park');
  expect(await workOf(centre.ana)).toMatchObject({ tasks: [], parked: [{ thread, at: centre.world.now() }] });
  await centre.settle();
  expect(await workOf(centre.ana)).toMatchObject({ tasks: [], parked: [{ thread }] });
  await deed('3', 'resume');
  await centre.settle();
  expect(await workOf(centre.ana)).toMatchObject({ tasks: [{ thread, state: 'accepted' }], parked: [] });
  await deed('4', 'complete');
  expect(await workOf(centre.ana)).toMatchObject({ tasks: [], parked: [], offers: [] });
});

test('a colleague who is asked sees who asks, and both see each other once they have joined', async () => {
  const centre = await openCentre(local.table);
  const thread = await centre.served(centre.ana);
  const ben = await centre.team.named('ben');
  const to = { worker: { sid: ben?.sid, name: 'ben' } };
  const deed = { type: 'transfer', kind: 'warm', to, note: 'a refund' };
  await centre.ana('POST', 'deeds', { body: { id: 't', thread, deed } });
  await centre.settle();
  const [offer] = (await workOf(centre.ben)).offers;
  expect(offer).toMatchObject({ thread, transfer: { from: 'ana', kind: 'warm', note: 'a refund' } });
  expect((await workOf(centre.ana)).tasks).toMatchObject([
    { part: 'holder', transfer: { to: 'ben', state: 'waiting', kind: 'warm', by: { name: 'ana' } } },
  ]);
  if (offer) await answer(centre.ben, offer, 'accepted');
  await centre.settle();
  expect((await workOf(centre.ben)).tasks).toMatchObject([{ thread, part: 'joined' }]);
  expect((await workOf(centre.ana)).tasks).toMatchObject([{ transfer: { state: 'joined', worker: { name: 'ben' } } }]);
});
