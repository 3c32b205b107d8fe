import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTasks } from '../../lib/tasks/tasks.ts';
import { expectedWait } from '../../lib/tasks/waits.ts';
import { centreOf } from '../local/twilio/centre.ts';
import { openAccount } from './account.ts';

/** A queue with one worker, who has one task at once. */
async function openQueue() {
  const { client, taskRouter, standIn } = await openAccount({ strict: true });
  const { sid } = await client.taskrouter.v1.workspaces.create({ friendlyName: 'Support' });
  const centre = await centreOf(client, sid);
  const queue = await centre.queue('Everyone');
  await centre.workflow({ filters: [], default_filter: { queue: queue.sid } });
  const worker = await centre.worker('ana');
  return { ...centre, worker, clock: standIn.clock, tasks: openTasks(taskRouter, sid) };
}

describe('the place of a task', () => {
  test('counts those of a higher priority and those who came earlier', async () => {
    const { task, tasks, clock } = await openQueue();
    await task();
    const sids = [];
    for (const priority of [0, 0, 5]) {
      clock.advance(1_000);
      sids.push((await task({}, { priority })).sid);
    }
    const places = await Promise.all(sids.map((sid) => tasks.place(sid)));
    expect(places.map((place) => place?.position)).toEqual([2, 3, 1]);
  });

  test('comes with the wait that the pace of the last half hour promises', async () => {
    const { task, tasks, clock, answer, workspace } = await openQueue();
    for (let count = 0; count < 6; count += 1) {
      const { sid } = await task();
      await answer(sid, 'accepted');
      await workspace.tasks(sid).update({ assignmentStatus: 'completed', reason: 'done' });
      clock.advance(60_000);
    }
    const busy = await task();
    await answer(busy.sid, 'accepted');
    const { sid } = await task();
    expect(await tasks.place(sid)).toEqual({ position: 1, seconds: Math.round(1_800 / 7) });
  });

  test('has no wait where nobody is there', async () => {
    const { task, tasks, activity, workspace, worker } = await openQueue();
    await workspace.workers(worker.sid).update({ activitySid: activity('Offline') });
    expect(await tasks.place((await task()).sid)).toEqual({ position: 1, seconds: undefined });
  });

  test('is none where the task is accepted, or gone', async () => {
    const { task, tasks, answer } = await openQueue();
    const { sid } = await task();
    await answer(sid, 'accepted');
    expect(await tasks.place(sid)).toBeUndefined();
    expect(await tasks.place(`WT${'0'.repeat(32)}`)).toBeUndefined();
  });
});

test('an expected wait grows with the position and shrinks with the pace; without a pace there is none', () => {
  const position = fc.integer({ min: 1, max: 500 });
  const accepted = fc.integer({ min: 3, max: 500 });
  fc.assert(
    fc.property(position, accepted, (place, count) => {
      const wait = expectedWait({ position: place, available: 1, accepted: count }) ?? 0;
      expect(expectedWait({ position: place + 1, available: 1, accepted: count })).toBeGreaterThanOrEqual(wait);
      expect(expectedWait({ position: place, available: 1, accepted: count + 1 })).toBeLessThanOrEqual(wait);
      expect(expectedWait({ position: place, available: 0, accepted: count })).toBeUndefined();
    }),
  );
  expect(expectedWait({ position: 1, available: 5, accepted: 2 })).toBeUndefined();
});

test('a mark on a task leaves its other attributes, and nothing happens where it is there or the task is gone', async () => {
  const { task, tasks, workspace } = await openQueue();
  const { sid } = await task({ language: 'de' });
  await tasks.mark(sid, { call_back: true });
  await tasks.mark(sid, { call_back: true });
  const { attributes } = await workspace.tasks(sid).fetch();
  expect(JSON.parse(attributes)).toMatchObject({ language: 'de', call_back: true });
  await tasks.mark(`WT${'0'.repeat(32)}`, { call_back: true });
});
