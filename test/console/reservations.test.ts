import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTable } from '../conversation/harness.ts';
import { answer, type Centre, openCentre, workOf } from './centre.ts';

let local: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  local = await startTable();
});
afterAll(() => local.close());

const offerOf = async (by: Centre['ana']) => {
  const [offer] = (await workOf(by)).offers;
  if (!offer) throw new Error('nothing is offered');
  return offer;
};
const holderOf = async ({ tasks }: Centre, taskSid: string) => (await tasks.holder(taskSid))?.name;

test('accepting is 200, twice as well, and the conversation knows before TaskRouter says so', async () => {
  const centre = await openCentre(local.table);
  const thread = await centre.comes();
  const offer = await offerOf(centre.ana);
  const accepted = { status: 200, body: { reservation: offer.reservation, answer: 'accepted' } };
  expect(await answer(centre.ana, offer, 'accepted')).toEqual(accepted);
  expect(centre.inbox[0]).toMatchObject({ type: 'task', event: 'accepted', worker: { name: 'ana' } });
  expect((await centre.ana('POST', 'messages', { body: { id: 'm', task: thread, thread, text: 'Hi' } })).status).toBe(
    202,
  );
  expect(await answer(centre.ana, offer, 'accepted')).toEqual(accepted);
  await centre.settle();
  expect(centre.bench.sent().map(({ content }) => content)).toEqual([{ type: 'text', text: 'Hi' }]);
  expect((await workOf(centre.ana)).tasks).toHaveLength(1);
});

test('of two agents who accept at once one wins, and the other is told who', async () => {
  const centre = await openCentre(local.table, { language: 'en', asked: 3 });
  await centre.comes();
  const agents = { 'Ana Torres': centre.ana, 'Lin Mei': centre.mei, 'Ben Keller': centre.ben };
  const offers = await Promise.all(
    Object.entries(agents).map(async ([name, agent]) => ({ name, agent, offer: await offerOf(agent) })),
  );
  const answers = await Promise.all(
    offers.map(async ({ name, agent, offer }) => ({ name, ...(await answer(agent, offer, 'accepted')) })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  const winner = answers.find(({ status }) => status === 200)?.name;
  for (const { status, body } of answers)
    if (status === 409) expect(body).toEqual({ error: `${winner} has taken it.` });
});

const fault = fc.record({ status: fc.constantFrom(412, 429, 500, 503), committed: fc.boolean() });

test('whatever goes wrong while agents accept at once and again: one has the task, and the others know who', async () => {
  const centre = await openCentre(local.table, { language: 'en', asked: 3 });
  const agents = { 'Ana Torres': centre.ana, 'Lin Mei': centre.mei, 'Ben Keller': centre.ben };
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 5 }), async (faults) => {
      const thread = await centre.comes();
      const offers = await Promise.all(
        Object.entries(agents).map(async ([name, agent]) => ({ name, agent, offer: await offerOf(agent) })),
      );
      for (const one of faults)
        centre.standIn.faults.request({ type: 'status', ...one, match: /^POST .*Reservations/ });
      const ends = await Promise.all(
        offers.map(async ({ name, agent, offer }) => {
          for (;;) {
            const { status, body } = await answer(agent, offer, 'accepted');
            if (status !== 503) return { name, status, body };
          }
        }),
      );
      const winners = ends.filter(({ status }) => status === 200);
      expect(winners).toHaveLength(1);
      for (const { status, body } of ends.filter((end) => !winners.includes(end)))
        expect([status, body]).toEqual([409, { error: `${winners[0]?.name} has taken it.` }]);
      await centre.settle();
      const held = await Promise.all(Object.values(agents).map(async (agent) => (await workOf(agent)).tasks.length));
      expect(held.sort()).toEqual([0, 0, 1]);
      centre.standIn.faults.clear();
      const winner = offers.find(({ name }) => name === winners[0]?.name);
      await winner?.agent('POST', 'deeds', { body: { id: thread, thread, deed: { type: 'complete' } } });
      await centre.settle();
    }),
    { numRuns: 12 },
  );
});

test('an answer of TaskRouter that never comes is found out about', async () => {
  const centre = await openCentre(local.table);
  await centre.comes();
  const offer = await offerOf(centre.ana);
  centre.standIn.faults.request({ type: 'lost-answer', match: /^POST .*Reservations/ });
  expect((await answer(centre.ana, offer, 'accepted')).status).toBe(200);
  expect(await holderOf(centre, offer.taskSid)).toBe('ana');
});

test.each([
  ['TaskRouter did it and said 500', { type: 'status', status: 500, committed: true } as const],
  ['TaskRouter said 500 and did nothing', { type: 'status', status: 500 } as const],
  ['TaskRouter has too much to do', { type: 'status', status: 429 } as const],
  ['somebody else changed something', { type: 'status', status: 412 } as const],
])('%s: the task is accepted once, or is still offered', async (_, fault) => {
  const centre = await openCentre(local.table);
  await centre.comes();
  const offer = await offerOf(centre.ana);
  centre.standIn.faults.request({ ...fault, match: /^POST .*Reservations/ });
  const { status } = await answer(centre.ana, offer, 'accepted');
  if (status === 200) expect(await holderOf(centre, offer.taskSid)).toBe('ana');
  else expect([status, (await workOf(centre.ana)).offers]).toEqual([503, [offer]]);
  expect((await answer(centre.ana, offer, 'accepted')).status).toBe(200);
  await centre.settle();
  expect((await workOf(centre.ana)).tasks).toHaveLength(1);
});

test('TaskRouter out of reach is 503, with what is so still, and nothing is lost', async () => {
  const centre = await openCentre(local.table);
  await centre.comes();
  const offer = await offerOf(centre.ana);
  centre.standIn.faults.request({ type: 'status', status: 503, match: /^POST .*Reservations/, times: 2 });
  expect(await answer(centre.ana, offer, 'accepted')).toEqual({
    status: 503,
    body: { error: expect.stringMatching(/the offer still stands, accept it again/) },
  });
  expect((await workOf(centre.ana)).offers).toEqual([offer]);
});

test('an offer that has lapsed is 409, and says so', async () => {
  const centre = await openCentre(local.table);
  await centre.comes();
  const offer = await offerOf(centre.ana);
  centre.standIn.clock.advance(61_000);
  expect(await answer(centre.ana, offer, 'accepted')).toEqual({
    status: 409,
    body: { error: expect.stringMatching(/^It is not offered to you any more/) },
  });
  expect((await workOf(centre.ana)).offers).toEqual([]);
});

test('the offer of a colleague cannot be answered', async () => {
  const centre = await openCentre(local.table);
  await centre.comes();
  const offer = await offerOf(centre.ana);
  expect((await answer(centre.ben, offer, 'accepted')).status).toBe(409);
  expect((await answer(centre.ben, offer, 'rejected')).status).toBe(200);
  expect((await workOf(centre.ana)).offers).toEqual([offer]);
});

test('who declines is not asked again, also where TaskRouter says nothing; what is accepted is not declined', async () => {
  const centre = await openCentre(local.table);
  const thread = await centre.comes();
  const offer = await offerOf(centre.ana);
  centre.standIn.faults.request({ type: 'status', status: 500, committed: true, match: /^POST .*Reservations/ });
  expect((await answer(centre.ana, offer, 'rejected')).status).toBe(200);
  await centre.settle();
  expect((await answer(centre.ana, offer, 'rejected')).status).toBe(200);
  const { attributes } = await centre.tasks.task(offer.taskSid);
  const ana = await centre.team.named('ana');
  expect(JSON.parse(attributes).rejected_workers).toEqual([ana?.sid]);
  expect((await workOf(centre.ana)).offers).toEqual([]);
  expect(await centre.ana('GET', 'conversation', { query: { thread } })).toMatchObject({ status: 403 });
  const other = await centre.served(centre.ana);
  const held = (await workOf(centre.ana)).tasks.find((task) => task.thread === other);
  if (!held) throw new Error('it is not accepted');
  const declined = await centre.ana('POST', `reservations/${held.reservation}`, {
    body: { answer: 'rejected', taskSid: held.taskSid },
  });
  expect(declined).toMatchObject({ status: 409, body: { error: expect.stringContaining('accepted it already') } });
});

test('going on a break gives back what is offered, and an activity that is not there is 400 with those that are', async () => {
  const centre = await openCentre(local.table);
  await centre.comes();
  await offerOf(centre.ana);
  expect(await centre.ana('POST', 'presence', { body: { activity: 'Break' } })).toEqual({
    status: 200,
    body: { activity: { name: 'Break', available: false, since: centre.world.now() } },
  });
  expect((await workOf(centre.ana)).offers).toEqual([]);
  expect(await centre.ana('POST', 'presence', { body: { activity: 'Lunch' } })).toEqual({
    status: 400,
    body: { error: 'activity: there is no "Lunch", only Offline, Unavailable, Available, Break' },
  });
});
