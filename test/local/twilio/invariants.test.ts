import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { stoppedClock } from '../../../local/twilio/clock.ts';
import { startTaskRouter } from '../../../local/twilio/taskrouter.ts';
import { accountSid, authToken, centreOf, clientOf } from './centre.ts';

const skills = ['billing', 'sales'];
const workers = [{ skills: ['billing'] }, { skills: ['sales'] }, { skills }];

/** One step at random: what to do, to the task or worker of which number, with what. */
const step = fc.record({
  kind: fc.constantFrom(
    ...(['create', 'create', 'create', 'accept', 'accept', 'reject', 'cancel', 'complete', 'wrap', 'delete'] as const),
    ...(['available', 'offline', 'capacity', 'train', 'wait', 'wait'] as const),
  ),
  number: fc.nat(7),
  skill: fc.constantFrom(...skills),
});
type Step = { kind: string; number: number; skill: string };

async function openSkilled() {
  const standIn = await startTaskRouter({ accountSid, authToken, clock: stoppedClock() });
  const client = clientOf(standIn.origin);
  const { sid } = await client.taskrouter.v1.workspaces.create({ friendlyName: 'Random' });
  const centre = await centreOf(client, sid);
  const queue = await centre.queue('Everyone', '1==1', { maxReservedWorkers: 2 });
  const target = { queue: queue.sid, expression: 'task.skill IN worker.skills' };
  await centre.workflow({ filters: [{ expression: '1==1', targets: [{ ...target, timeout: 300 }, target] }] });
  for (const [number, attributes] of workers.entries()) await centre.worker(`worker ${number}`, attributes);
  return { ...centre, standIn };
}
type Skilled = Awaited<ReturnType<typeof openSkilled>>;

/** Does the step; a step that the state of things forbids is refused, which is as good. */
async function take(centre: Skilled, { kind, number, skill }: Step): Promise<void> {
  const { workspace, activity } = centre;
  if (kind === 'create') return void (await centre.task({ skill }, { priority: number % 3 }));
  if (kind === 'wait') return centre.standIn.clock.advance((number % 4) * 60_000);
  const tasks = await workspace.tasks.list();
  const task = tasks[number % Math.max(tasks.length, 1)];
  const staff = await workspace.workers.list();
  const worker = workspace.workers(staff[number % staff.length]?.sid ?? '');
  if (kind === 'available') await worker.update({ activitySid: activity('Available') });
  if (kind === 'offline') await worker.update({ activitySid: activity('Offline'), rejectPendingReservations: true });
  if (kind === 'capacity') await worker.workerChannels('default').update({ capacity: number % 4 });
  if (kind === 'train') await worker.update({ attributes: JSON.stringify({ skills: [skill] }) });
  if (!task) return;
  const instance = workspace.tasks(task.sid);
  if (kind === 'accept') await centre.answer(task.sid, 'accepted');
  if (kind === 'reject') await centre.answer(task.sid, 'rejected', { workerActivitySid: activity('Unavailable') });
  if (kind === 'cancel') await instance.update({ assignmentStatus: 'canceled', reason: 'gone' });
  if (kind === 'complete') await instance.update({ assignmentStatus: 'completed', reason: 'done' });
  if (kind === 'wrap') await instance.update({ assignmentStatus: 'wrapping' });
  if (kind === 'delete') await instance.remove();
}

/** The states of live reservations that go with a task's state; any other state goes with none. */
const liveWith: Record<string, string[]> = { reserved: ['pending'], assigned: ['accepted'], wrapping: ['wrapping'] };

async function checkReservations({ workspace }: Skilled): Promise<void> {
  for (const { sid, assignmentStatus } of await workspace.tasks.list()) {
    const reservations = await workspace.tasks(sid).reservations.list();
    const live = reservations
      .map(({ reservationStatus }) => reservationStatus)
      .filter((status) => ['pending', 'accepted', 'wrapping'].includes(status));
    expect([...new Set(live)], `live reservations of a task ${assignmentStatus}`).toEqual(
      liveWith[assignmentStatus] ?? [],
    );
    if (assignmentStatus !== 'reserved') expect(live.length).toBeLessThanOrEqual(1);
  }
}

const taskSchema = z.object({ skill: z.string() });
const workerSchema = z.object({ skills: z.array(z.string()) });

/** Nobody who could take a waiting task has room. */
async function checkNobodyIdles({ workspace }: Skilled): Promise<void> {
  const pending = await workspace.tasks.list({ assignmentStatus: ['pending'] });
  const waitingFor = new Set(pending.map(({ attributes }) => taskSchema.parse(JSON.parse(attributes)).skill));
  for (const { sid, attributes } of await workspace.workers.list({ available: 'true' })) {
    const able = [...waitingFor].some((skill) => workerSchema.parse(JSON.parse(attributes)).skills.includes(skill));
    const channel = await workspace.workers(sid).workerChannels('default').fetch();
    if (able) expect(channel.availableCapacityPercentage, 'room of a worker whom a task waits for').toBe(0);
  }
}

/** The log tells of growing versions, and of no reservation beyond the capacity of its worker. */
async function checkLog({ workspace }: Skilled): Promise<void> {
  const versions = new Map<string, number>();
  for (const { eventType, eventData } of await workspace.events.list({ minutes: 24 * 60, pageSize: 1_000 })) {
    for (const name of ['task', 'reservation', 'worker']) {
      const sid = eventData[`${name}_sid`];
      if (sid === undefined) continue;
      const version = Number(eventData[`${name}_version`]);
      expect(version, `${name} version at ${eventType}`).toBeGreaterThanOrEqual(versions.get(sid) ?? 0);
      versions.set(sid, version);
    }
    if (eventType === 'reservation.created')
      expect(Number(eventData.worker_channel_consumed_capacity)).toBeLessThanOrEqual(
        Number(eventData.worker_channel_capacity),
      );
  }
}

test('whatever happens: states agree, capacity is kept, versions grow, nobody idles while a task waits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
      const centre = await openSkilled();
      try {
        for (const one of steps) await take(centre, one).catch(expectRefusal);
        await checkReservations(centre);
        await checkNobodyIdles(centre);
        await checkLog(centre);
      } finally {
        await centre.standIn.close();
      }
    }),
    { numRuns: 30 },
  );
});

function expectRefusal(error: unknown): void {
  if (error instanceof Error && error.message.startsWith('nothing is offered')) return;
  expect(error).toMatchObject({ status: 400 });
}
