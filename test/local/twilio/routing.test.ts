import { describe, expect, test } from 'vitest';
import { openCentre } from './centre.ts';

/** A centre whose workflow has one queue for everyone, or the given targets. */
async function openSimple(targets: (queue: string) => object[] = (queue) => [{ queue }], queueOptions: object = {}) {
  const centre = await openCentre();
  const everyone = await centre.queue('Everyone', '1==1', queueOptions);
  const frontDesk = await centre.workflow({ filters: [{ expression: '1==1', targets: targets(everyone.sid) }] });
  return { ...centre, frontDesk };
}

describe('who gets a task', () => {
  test('a worker with the skills that queue and target ask for', async () => {
    const { queue, workflow, worker, task, holders } = await openCentre();
    const german = await queue('German', 'languages HAS "de"');
    await workflow({
      filters: [
        {
          expression: "language == 'de'",
          targets: [{ queue: german.sid, expression: 'task.topic IN worker.topics' }],
        },
      ],
    });
    await worker('no german', { languages: ['en'], topics: ['billing'] });
    await worker('no billing', { languages: ['de'], topics: ['sales'] });
    await worker('right', { languages: ['en', 'de'], topics: ['billing', 'sales'] });
    const wanted = await task({ language: 'de', topic: 'billing' });
    expect(await holders(wanted.sid)).toEqual(['right']);
  });

  test('a task that no filter matches is canceled, unless there is a default filter', async () => {
    const { queue, workspace, workflow, task, statusOf } = await openCentre();
    const { sid } = await queue('Everyone');
    const filters = [{ expression: "language == 'de'", targets: [{ queue: sid }] }];
    const strict = await workflow({ filters });
    expect(await statusOf((await task({ language: 'fr' })).sid)).toBe('canceled');
    await workspace.workflows(strict.sid).update({
      configuration: JSON.stringify({ task_routing: { filters, default_filter: { queue: sid } } }),
    });
    expect(await statusOf((await task({ language: 'fr' })).sid)).toBe('pending');
  });

  test('the worker who has been without a task longest goes first', async () => {
    const { worker, task, holders, answer, workspace } = await openSimple();
    await worker('alice');
    await worker('bob');
    const first = await task();
    expect(await holders(first.sid)).toEqual(['alice']);
    await answer(first.sid, 'accepted');
    await workspace.tasks(first.sid).update({ assignmentStatus: 'completed', reason: 'done' });
    expect(await holders((await task()).sid)).toEqual(['bob']);
    expect(await holders((await task()).sid)).toEqual(['alice']);
  });

  test('order_by goes before idleness; workers without the attribute go last', async () => {
    const { worker, task, holders } = await openSimple((queue) => [{ queue, order_by: 'worker.level DESC' }]);
    await worker('none');
    await worker('junior', { level: 1 });
    await worker('senior', { level: 5 });
    expect(await holders((await task()).sid)).toEqual(['senior']);
    expect(await holders((await task()).sid)).toEqual(['junior']);
    expect(await holders((await task()).sid)).toEqual(['none']);
  });

  test('the known agent only, until the target times out', async () => {
    const { clock, worker, task, holders } = await openSimple((queue) => [
      { queue, known_worker_sid: 'task.agent_sid', timeout: 60 },
      { queue },
    ]);
    await worker('alice');
    const bob = await worker('bob');
    expect(await holders((await task({ agent_sid: bob.sid })).sid)).toEqual(['bob']);
    const second = await task({ agent_sid: bob.sid });
    expect(await holders(second.sid)).toEqual([]);
    clock.advance(60_000);
    expect(await holders(second.sid)).toEqual(['alice']);
  });

  test('a known agent who does not exist leaves the task waiting and a note in the lint', async () => {
    const { standIn, worker, task, holders } = await openSimple((queue) => [
      { queue, known_worker_friendly_name: 'task.agent_name', timeout: 60 },
    ]);
    await worker('alice');
    expect(await holders((await task({ agent_name: 'zoe' })).sid)).toEqual([]);
    expect(standIn.lint).toContain('40154: task.agent_name names no worker of this workspace');
  });

  test('a routing target goes round the workflow, and by default round capacity and availability', async () => {
    const { workspace, activity, worker, task, holders } = await openSimple();
    await worker('alice');
    const bob = await worker('bob');
    await workspace.workers(bob.sid).update({ activitySid: activity('Offline') });
    expect(await holders((await task({}, { routingTarget: bob.sid })).sid)).toEqual(['bob']);
    const polite = await task({}, { routingTarget: bob.sid, ignoreCapacity: 'false' });
    expect(await holders(polite.sid)).toEqual([]);
    await workspace.workers(bob.sid).update({ activitySid: activity('Available') });
    expect(await holders(polite.sid)).toEqual([]);
    await workspace.workers(bob.sid).workerChannels('default').update({ capacity: 2 });
    expect(await holders(polite.sid)).toEqual(['bob']);
  });

  test('a routing target may be a queue', async () => {
    const { queue, worker, task, holders } = await openSimple();
    const other = await queue('Others', 'name == "carol"');
    await worker('alice');
    await worker('carol', { name: 'carol' });
    const direct = await task({}, { routingTarget: other.sid });
    expect(await holders(direct.sid)).toEqual(['carol']);
  });
});

describe('which task goes first', () => {
  test('by priority, then by age; a target may set the priority', async () => {
    const { queue, workflow, worker, task, statusOf } = await openCentre();
    const { sid } = await queue('Everyone');
    await workflow({
      filters: [{ expression: 'vip == true', targets: [{ queue: sid, priority: '10' }] }],
      default_filter: { queue: sid },
    });
    const [old, young, vip] = [await task(), await task(), await task({ vip: true })];
    await worker('alice');
    expect(await statusOf(vip.sid)).toBe('reserved');
    await worker('bob');
    expect(await statusOf(old.sid)).toBe('reserved');
    expect(await statusOf(young.sid)).toBe('pending');
  });

  test('the newest in a LIFO queue, whatever the priority', async () => {
    const { worker, task, statusOf } = await openSimple(undefined, { taskOrder: 'LIFO' });
    const old = await task({}, { priority: 9 });
    const young = await task();
    await worker('alice');
    expect(await statusOf(young.sid)).toBe('reserved');
    expect(await statusOf(old.sid)).toBe('pending');
  });

  test('over several queues the workspace decides', async () => {
    const { workspace, queue, worker, task, statusOf } = await openSimple();
    const other = await queue('Others');
    const old = await task();
    const young = await task({}, { routingTarget: other.sid });
    await workspace.update({ prioritizeQueueOrder: 'LIFO' });
    await worker('alice');
    expect(await statusOf(young.sid)).toBe('reserved');
    expect(await statusOf(old.sid)).toBe('pending');
  });
});

describe('capacity', () => {
  test('pending reservations count, per channel', async () => {
    const { workspace, worker, task, statusOf } = await openSimple();
    const alice = await worker('alice');
    await workspace.workers(alice.sid).workerChannels('chat').update({ capacity: 2 });
    const chats = [];
    for (let count = 0; count < 3; count += 1) chats.push(await task({}, { taskChannel: 'chat' }));
    const letter = await task();
    const statuses = await Promise.all([...chats, letter].map(({ sid }) => statusOf(sid)));
    expect(statuses).toEqual(['reserved', 'reserved', 'pending', 'reserved']);
    const channel = await workspace.workers(alice.sid).workerChannels('chat').fetch();
    expect(channel).toMatchObject({ assignedTasks: 2, availableCapacityPercentage: 0 });
  });

  test('wrapping keeps the place, completing frees it', async () => {
    const { workspace, worker, task, answer, statusOf } = await openSimple();
    await worker('alice');
    const [first, second] = [await task(), await task()];
    await answer(first.sid, 'accepted');
    await workspace.tasks(first.sid).update({ assignmentStatus: 'wrapping' });
    expect(await statusOf(second.sid)).toBe('pending');
    await workspace.tasks(first.sid).update({ assignmentStatus: 'completed', reason: 'done' });
    expect(await statusOf(second.sid)).toBe('reserved');
  });

  test('a task put on another channel frees its place on the first', async () => {
    const { workspace, worker, task, statusOf } = await openSimple();
    await worker('alice');
    const [first, second] = [await task(), await task()];
    await workspace.tasks(first.sid).update({ taskChannel: 'chat' });
    expect(await statusOf(second.sid)).toBe('reserved');
  });

  test('a channel that is not available takes nothing', async () => {
    const { workspace, worker, task, statusOf } = await openSimple();
    const alice = await worker('alice');
    await workspace.workers(alice.sid).workerChannels('default').update({ available: false });
    const waiting = await task();
    expect(await statusOf(waiting.sid)).toBe('pending');
    await workspace.workers(alice.sid).workerChannels('default').update({ available: true });
    expect(await statusOf(waiting.sid)).toBe('reserved');
  });
});

describe('a reservation that ends without acceptance', () => {
  test('rejected: the next worker is asked, the first stays available', async () => {
    const { workspace, worker, task, holders, answer } = await openSimple();
    const alice = await worker('alice');
    await worker('bob');
    const { sid } = await task();
    await answer(sid, 'rejected');
    expect(await holders(sid)).toEqual(['bob']);
    expect((await workspace.workers(alice.sid).fetch()).activityName).toBe('Available');
  });

  test('rejected with an activity: the worker goes there', async () => {
    const { workspace, activity, worker, task, holders, answer } = await openSimple();
    const alice = await worker('alice');
    const { sid } = await task();
    await answer(sid, 'rejected', { workerActivitySid: activity('Unavailable') });
    expect(await holders(sid)).toEqual([]);
    expect((await workspace.workers(alice.sid).fetch()).activityName).toBe('Unavailable');
  });

  test('rejected by everyone through going unavailable', async () => {
    const { workspace, activity, worker, task, statusOf } = await openSimple();
    const alice = await worker('alice');
    const { sid } = await task();
    await expect(workspace.workers(alice.sid).update({ rejectPendingReservations: true })).rejects.toMatchObject({
      status: 400,
    });
    await workspace.workers(alice.sid).update({ activitySid: activity('Offline'), rejectPendingReservations: true });
    expect(await statusOf(sid)).toBe('pending');
  });

  test('an excluded worker is not asked again', async () => {
    const { workspace, worker, task, holders, answer } = await openSimple((queue) => [
      { queue, expression: 'worker.sid NOT IN task.rejected_workers' },
    ]);
    const alice = await worker('alice');
    const { sid } = await task({ rejected_workers: [] });
    await workspace.tasks(sid).update({ attributes: JSON.stringify({ rejected_workers: [alice.sid] }) });
    await answer(sid, 'rejected');
    expect(await holders(sid)).toEqual([]);
    await workspace.tasks(sid).update({ attributes: JSON.stringify({ rejected_workers: [] }) });
    expect(await holders(sid)).toEqual(['alice']);
  });

  test('timed out: the worker goes offline, the next one is asked', async () => {
    const { clock, workspace, worker, task, holders } = await openSimple();
    const alice = await worker('alice');
    await worker('bob');
    const { sid } = await task();
    clock.advance(119_999);
    expect(await holders(sid)).toEqual(['alice']);
    clock.advance(1);
    expect(await holders(sid)).toEqual(['bob']);
    expect((await workspace.workers(alice.sid).fetch()).activityName).toBe('Offline');
  });

  test('one thousand times: the task is canceled', async () => {
    const { clock, workspace, activity, worker, task, statusOf } = await openSimple();
    await workspace.update({ timeoutActivitySid: activity('Available') });
    await worker('alice');
    const { sid } = await task({}, { timeout: 1_209_600 });
    clock.advance(999 * 120_000);
    expect(await statusOf(sid)).toBe('reserved');
    clock.advance(120_000);
    expect(await workspace.tasks(sid).fetch()).toMatchObject({ assignmentStatus: 'canceled' });
  });
});

describe('several workers at once', () => {
  test('the first to accept gets the task, the others are rescinded', async () => {
    const { workspace, worker, task, holders, answer } = await openSimple(undefined, { maxReservedWorkers: 2 });
    for (const name of ['alice', 'bob', 'carol']) await worker(name);
    const { sid } = await task();
    expect(await holders(sid)).toEqual(['alice', 'bob']);
    await answer(sid, 'accepted');
    const after = await workspace.tasks(sid).reservations.list();
    expect(after.map(({ reservationStatus }) => reservationStatus)).toEqual(['accepted', 'rescinded']);
  });

  test('the task waits again only when the last has rejected', async () => {
    const { worker, task, answer, statusOf, holders } = await openSimple(undefined, { maxReservedWorkers: 2 });
    for (const name of ['alice', 'bob', 'carol']) await worker(name);
    const { sid } = await task();
    await answer(sid, 'rejected');
    expect(await statusOf(sid)).toBe('reserved');
    expect(await holders(sid)).toEqual(['bob']);
    await answer(sid, 'rejected');
    expect(await holders(sid)).toEqual(['carol', 'alice']);
  });
});

describe('escalation', () => {
  const threeSteps = (queue: string) => [
    { queue, expression: 'worker.level == 1', timeout: 10 },
    { queue, expression: 'worker.level == 2', timeout: 10, priority: 5 },
    { queue, expression: 'worker.level == 3', timeout: '10' },
  ];

  test('goes from target to target at the sum of their timeouts, then out of the workflow', async () => {
    const { clock, workspace, task } = await openSimple(threeSteps);
    const { sid } = await task();
    clock.advance(9_999);
    expect((await workspace.tasks(sid).fetch()).priority).toBe(0);
    clock.advance(1);
    expect((await workspace.tasks(sid).fetch()).priority).toBe(5);
    clock.advance(20_000);
    expect(await workspace.tasks(sid).fetch()).toMatchObject({ assignmentStatus: 'canceled' });
    const types = (await workspace.events.list({ taskSid: sid })).map(({ eventType }) => eventType);
    expect(types.slice(-3)).toEqual(['task-queue.timeout', 'workflow.timeout', 'task.canceled']);
  });

  test('holds the age, not the time at the target, against the sum', async () => {
    const { clock, worker, task, holders, answer } = await openSimple(threeSteps);
    await worker('first', { level: 1 });
    const { sid } = await task();
    clock.advance(8_000);
    await answer(sid, 'rejected');
    expect(await holders(sid)).toEqual(['first']);
    clock.advance(17_000);
    await worker('third', { level: 3 });
    await answer(sid, 'rejected');
    expect(await holders(sid)).toEqual(['third']);
  });

  test('skips a target at once where skip_if holds and nobody could be reserved', async () => {
    const { workspace, activity, queue, workflow, worker, task } = await openCentre();
    const [day, night] = [await queue('Day', 'shift == "day"'), await queue('Night', 'shift == "night"')];
    await workflow({
      filters: [
        {
          expression: '1==1',
          targets: [{ queue: day.sid, timeout: 300, skip_if: 'workers.available == 0' }, { queue: night.sid }],
        },
      ],
    });
    const queueOf = async () => (await task()).taskQueueFriendlyName;
    expect(await queueOf()).toBe('Night');
    const alice = await worker('alice', { shift: 'day' });
    expect(await queueOf()).toBe('Day');
    expect(await queueOf()).toBe('Day');
    await workspace.workers(alice.sid).update({ activitySid: activity('Offline') });
    expect(await queueOf()).toBe('Night');
  });

  test('skipped out of its filter, a task comes to the default filter; timed out of it, it does not', async () => {
    const { clock, queue, workflow, task, workspace } = await openCentre();
    const [first, last] = [await queue('First'), await queue('Last')];
    const filter = (skip_if: string) => [{ expression: '1==1', targets: [{ queue: first.sid, timeout: 10, skip_if }] }];
    const skipping = await workflow({ filters: filter('1==1'), default_filter: { queue: last.sid } });
    const waiting = await workflow({ filters: filter('1==2'), default_filter: { queue: last.sid } });
    const skipped = await task({}, { workflowSid: skipping.sid });
    const timedOut = await task({}, { workflowSid: waiting.sid });
    clock.advance(10_000);
    expect((await workspace.tasks(skipped.sid).fetch()).taskQueueFriendlyName).toBe('Last');
    expect((await workspace.tasks(timedOut.sid).fetch()).assignmentStatus).toBe('canceled');
  });

  test('goes on to the next filter that matches', async () => {
    const { clock, queue, workflow, task, workspace } = await openCentre();
    const [first, second] = [await queue('First'), await queue('Second')];
    await workflow({
      filters: [
        { expression: 'vip == true', targets: [{ queue: first.sid, timeout: 10 }] },
        { expression: 'vip == false', targets: [{ queue: first.sid }] },
        { expression: '1==1', targets: [{ queue: second.sid }] },
      ],
    });
    const { sid } = await task({ vip: true });
    clock.advance(10_000);
    expect((await workspace.tasks(sid).fetch()).taskQueueFriendlyName).toBe('Second');
  });

  test('what a configuration probably does not mean is told', async () => {
    const { standIn, queue, workflow } = await openCentre();
    const { sid } = await queue('Everyone');
    await workflow({
      filters: [
        {
          filter_friendly_name: 'vip',
          expression: 'task.vip == true',
          targets: [{ queue: sid, expression: 'level > 1', skip_if: 'available == 0' }, { queue: sid }, { queue: sid }],
        },
      ],
    });
    expect(standIn.lint).toEqual([
      'filter vip: task.vip == true: a filter names task attributes without task.',
      "filter vip: target expression: 'level' does not begin with task. or worker.",
      "filter vip: skip_if: 'available' does not begin with workers.",
      'filter vip: a target without timeout or skip_if is never left, so later ones are not reached',
    ]);
  });

  test('a changed workflow is for new tasks, unless the waiting ones are evaluated again', async () => {
    const { workspace, queue, frontDesk, task } = await openSimple();
    const other = await queue('Others');
    const { sid } = await task();
    const configuration = JSON.stringify({ task_routing: { default_filter: { queue: other.sid } } });
    await workspace.workflows(frontDesk.sid).update({ configuration });
    const queueNow = async () => (await workspace.tasks(sid).fetch()).taskQueueFriendlyName;
    expect(await queueNow()).toBe('Everyone');
    await workspace.workflows(frontDesk.sid).update({ reEvaluateTasks: 'true' });
    expect(await queueNow()).toBe('Others');
  });
});
