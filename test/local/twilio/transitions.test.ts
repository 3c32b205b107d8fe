import { describe, expect, test } from 'vitest';
import { openCentre } from './centre.ts';

async function openWithTask() {
  const centre = await openCentre();
  const queue = await centre.queue('Everyone');
  await centre.workflow({ default_filter: { queue: queue.sid } });
  const worker = await centre.worker('alice');
  const { sid } = await centre.task();
  const [reservation] = await centre.workspace.tasks(sid).reservations.list();
  if (!reservation) throw new Error('the task was not offered');
  const task = centre.workspace.tasks(sid);
  return { ...centre, worker, sid, task, reservation: task.reservations(reservation.sid) };
}

const day = 24 * 60 * 60_000;

describe('a reservation', () => {
  test('accepted twice is refused in the documented words', async () => {
    const { reservation } = await openWithTask();
    await reservation.update({ reservationStatus: 'accepted' });
    const { sid } = await reservation.fetch();
    await expect(reservation.update({ reservationStatus: 'accepted' })).rejects.toMatchObject({
      status: 400,
      message: `Reservation ${sid} not in expected state [pending] and cannot be updated to [onHold]`,
    });
  });

  test('is the same one on the path of its worker', async () => {
    const { workspace, worker, reservation, statusOf, sid } = await openWithTask();
    const [same] = await workspace.workers(worker.sid).reservations.list({ reservationStatus: 'pending' });
    expect(same?.sid).toBe((await reservation.fetch()).sid);
    await workspace
      .workers(worker.sid)
      .reservations(same?.sid ?? '')
      .update({ instruction: 'accept' });
    expect(await statusOf(sid)).toBe('assigned');
  });

  test('is completed through wrapping, and its task with it', async () => {
    const { reservation, statusOf, sid } = await openWithTask();
    await expect(reservation.update({ reservationStatus: 'wrapping' })).rejects.toMatchObject({ status: 400 });
    await reservation.update({ reservationStatus: 'accepted' });
    await reservation.update({ reservationStatus: 'wrapping' });
    expect(await statusOf(sid)).toBe('wrapping');
    await reservation.update({ reservationStatus: 'completed' });
    expect(await statusOf(sid)).toBe('completed');
  });

  test('takes no unknown instruction, and no voice without a call', async () => {
    const { reservation } = await openWithTask();
    await expect(reservation.update({ instruction: 'juggle' })).rejects.toMatchObject({ code: 55555 });
    await expect(reservation.update({ instruction: 'conference' })).rejects.toMatchObject({ code: 40140 });
  });
});

describe('a task', () => {
  test('is canceled while it waits, with its reservation; not once it is assigned', async () => {
    const { task, reservation, sid } = await openWithTask();
    await expect(task.update({ assignmentStatus: 'canceled' })).rejects.toMatchObject({ status: 400 });
    const canceled = await task.update({ assignmentStatus: 'canceled', reason: 'gone' });
    expect(canceled).toMatchObject({ assignmentStatus: 'canceled', reason: 'gone' });
    expect((await reservation.fetch()).reservationStatus).toBe('canceled');
    await expect(task.update({ assignmentStatus: 'canceled', reason: 'again' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(
        new RegExp(`^Cannot cancel task ${sid} .* because it is not pending or reserved.$`),
      ),
    });
  });

  test('is neither wrapped up nor completed before it is assigned, nor put anywhere else by hand', async () => {
    const { task } = await openWithTask();
    for (const assignmentStatus of ['wrapping', 'completed'] as const)
      await expect(task.update({ assignmentStatus, reason: 'x' })).rejects.toMatchObject({
        status: 400,
        message: expect.stringContaining('because it is not currently assigned.'),
      });
    for (const assignmentStatus of ['pending', 'reserved', 'assigned'] as const)
      await expect(task.update({ assignmentStatus })).rejects.toMatchObject({ status: 400 });
  });

  test('does not change its status and its attributes in one request', async () => {
    const { task, reservation } = await openWithTask();
    await reservation.update({ reservationStatus: 'accepted' });
    const both = { assignmentStatus: 'completed' as const, reason: 'done', attributes: '{}' };
    await expect(task.update(both)).rejects.toMatchObject({ status: 400 });
    await expect(task.update({ assignmentStatus: 'canceled', reason: 'x' })).rejects.toMatchObject({ status: 400 });
    await task.update({ assignmentStatus: 'completed', reason: 'done' });
    expect((await reservation.fetch()).reservationStatus).toBe('completed');
  });

  test('that ended is gone after five minutes', async () => {
    const { clock, task } = await openWithTask();
    await task.update({ assignmentStatus: 'canceled', reason: 'gone' });
    clock.advance(5 * 60_000 - 1);
    expect((await task.fetch()).reason).toBe('gone');
    clock.advance(1);
    await expect(task.fetch()).rejects.toMatchObject({ status: 404 });
  });

  test('that nobody takes is canceled when its time to live is over', async () => {
    const { clock, task: lastChance, workspace, task } = await openWithTask();
    const short = await workspace.tasks.create({ attributes: '{}', timeout: 60 });
    clock.advance(60_000);
    expect(await workspace.tasks(short.sid).fetch()).toMatchObject({
      assignmentStatus: 'canceled',
      reason: 'Task TTL Exceeded',
    });
    expect((await lastChance.fetch()).assignmentStatus).toBe('reserved');
    clock.advance(day - 60_000);
    expect((await task.fetch()).assignmentStatus).toBe('canceled');
  });

  test('assigned for a day is deleted by the system, which frees its worker', async () => {
    const { clock, task, reservation, worker, workspace } = await openWithTask();
    await reservation.update({ reservationStatus: 'accepted' });
    clock.advance(day);
    await expect(task.fetch()).rejects.toMatchObject({ status: 404 });
    const [last] = (await workspace.events.list({ minutes: 60 })).slice(-1);
    expect(last?.eventType).toBe('task.system-deleted');
    expect((await workspace.workers(worker.sid).workerChannels('default').fetch()).assignedTasks).toBe(0);
  });

  test('is deleted by the API in any state', async () => {
    const { task, reservation, workspace } = await openWithTask();
    await reservation.update({ reservationStatus: 'accepted' });
    await task.remove();
    await expect(reservation.fetch()).rejects.toMatchObject({ status: 404 });
    expect(await workspace.events.list({ eventType: 'task.deleted' })).toHaveLength(1);
  });
});

test('a worker is not deleted while talking; what was only offered goes to others', async () => {
  const { workspace, worker: alice, reservation, task, sid, holders } = await openWithTask();
  await workspace.workers.create({ friendlyName: 'idle' });
  await reservation.update({ reservationStatus: 'accepted' });
  await expect(workspace.workers(alice.sid).remove()).rejects.toMatchObject({ status: 400 });
  await task.update({ assignmentStatus: 'completed', reason: 'done' });
  const next = await workspace.tasks.create({ attributes: '{}' });
  await workspace.workers(alice.sid).remove();
  expect(await holders(next.sid)).toEqual([]);
  expect((await workspace.tasks(next.sid).fetch()).assignmentStatus).toBe('pending');
  expect((await workspace.tasks(sid).fetch()).assignmentStatus).toBe('completed');
});
