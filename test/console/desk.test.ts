import { afterAll, beforeAll, expect, test } from 'vitest';
import { colleaguesSchema, deskSchema } from '../../lib/console/protocol/desk.ts';
import { startTable } from '../conversation/harness.ts';
import { openCentre } from './centre.ts';

let local: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  local = await startTable();
});
afterAll(() => local.close());

const letter = { queue: 'inbound', id: 'a', at: 5, reason: 'it is not JSON', body: '{"half' };

test('supervisors see queues, agents with their tasks, who waits and what could not be worked on; two steps', async () => {
  const thread = { channel: 'line', account: 'main', sender: 'U1' };
  const given = {
    ...letter,
    id: 'b',
    at: 6,
    reason: undefined,
    body: JSON.stringify({ body: { thread, text: 'secret' } }),
  };
  const centre = await openCentre(local.table, { letters: [letter, given] });
  const held = await centre.served(centre.ana);
  const ringing = await centre.comes('second');
  centre.standIn.clock.advance(20_000);
  const { status, body } = await centre.boss('GET', 'desk');
  expect(status).toBe(200);
  const desk = deskSchema.parse(body);
  expect(desk.queues).toContainEqual({
    name: 'Front desk',
    waiting: 1,
    longestWait: 20,
    serviceLevel: 1,
    available: 3,
    agents: 3,
  });
  const ana = desk.agents.find(({ name }) => name === 'ana');
  expect(ana).toMatchObject({ fullName: 'Ana Torres', activity: 'Available', available: true });
  expect(ana?.load).toContainEqual({ channel: 'chat', tasks: 2, capacity: 3 });
  expect(ana?.tasks).toMatchObject([
    { thread: ringing, state: 'pending' },
    { thread: held, state: 'accepted', since: centre.world.now() - 20_000 },
  ]);
  expect(desk.waiting.filter((one) => [held, ringing].includes(one.thread))).toMatchObject([
    { thread: ringing, queue: 'Front desk', since: centre.world.now() - 20_000 },
  ]);
  expect(desk.letters).toEqual([
    { queue: 'inbound', id: 'b', at: 6, reason: expect.stringContaining('logs'), thread: 'line:main:U1' },
    { queue: 'inbound', id: 'a', at: 5, reason: 'it is not JSON' },
  ]);
  const whoIsIt = 1;
  expect(await centre.steps.of(() => centre.boss('GET', 'desk'))).toBeLessThanOrEqual(whoIsIt + 2);
});

test('agents do not see the desk', async () => {
  const centre = await openCentre(local.table);
  expect((await centre.ana('GET', 'desk')).status).toBe(403);
});

test('colleagues are everybody else, and the queues', async () => {
  const centre = await openCentre(local.table);
  await centre.ben('POST', 'presence', { body: { activity: 'Break' } });
  const { workers, queues } = colleaguesSchema.parse((await centre.ana('GET', 'colleagues')).body);
  expect(workers.map(({ name, available, activity }) => [name, available, activity]).sort()).toEqual([
    ['ben', false, 'Break'],
    ['mei', true, 'Available'],
  ]);
  expect(queues).toEqual([
    { name: 'Front desk', available: 2, waiting: 0 },
    { name: 'Everyone', available: 2, waiting: 0 },
  ]);
});
