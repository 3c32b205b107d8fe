import { describe, expect, test } from 'vitest';
import { openCentre } from './centre.ts';
import { openReceiver, type Received } from './receiver.ts';

const typesOf = (received: Received[]) => received.map(({ parameters }) => parameters.EventType);
const json = (body: object) => ({ status: 200, body: JSON.stringify(body) });

async function openWith(workflowOptions: object, options: Parameters<typeof openCentre>[0] = {}) {
  const centre = await openCentre(options);
  const queue = await centre.queue('Everyone');
  await centre.workflow({ default_filter: { queue: queue.sid } }, workflowOptions);
  return centre;
}

describe('event callbacks', () => {
  test('tell the happy path in order, signed, with every field', async () => {
    const { origin, received } = await openReceiver();
    const { standIn, workspace, worker, task, answer } = await openWith({});
    await worker('alice', { languages: ['en'] });
    await workspace.update({ eventCallbackUrl: `${origin}/events?a=1` });
    const { sid } = await task({ external_id: 'c0ffee' }, { taskChannel: 'chat' });
    await answer(sid, 'accepted');
    await workspace.tasks(sid).update({ assignmentStatus: 'wrapping' });
    await workspace.tasks(sid).update({ assignmentStatus: 'completed', reason: 'done' });
    await standIn.settled();
    const events = received.filter(({ parameters }) => parameters.TaskSid === sid);
    expect(typesOf(events)).toEqual([
      'task.created',
      'workflow.entered',
      'workflow.target-matched',
      'task-queue.entered',
      'reservation.created',
      'reservation.accepted',
      'task.wrapup',
      'reservation.wrapup',
      'task.completed',
      'reservation.completed',
    ]);
    expect(received.every(({ isSigned }) => isSigned)).toBe(true);
    expect(new Set(received.map(({ parameters }) => parameters.Sid)).size).toBe(received.length);
    expect(events[4]?.parameters).toMatchObject({
      WorkspaceName: 'Support',
      ResourceType: 'reservation',
      ReservationVersion: '0',
      Timestamp: '1767225600',
      TimestampMs: '1767225600000',
      TaskAttributes: '{"external_id":"c0ffee"}',
      TaskAge: '0',
      TaskPriority: '0',
      TaskAssignmentStatus: 'reserved',
      TaskVersion: '1',
      TaskChannelUniqueName: 'chat',
      TaskIgnoreCapacity: 'false',
      TaskQueueName: 'Everyone',
      TaskQueueTargetExpression: '1==1',
      WorkflowName: 'Front desk',
      WorkerName: 'alice',
      WorkerAttributes: '{"languages":["en"]}',
      WorkerActivityName: 'Available',
      WorkerVersion: '0',
      WorkerChannelCapacity: '1',
      WorkerChannelConsumedCapacity: '1',
    });
    expect(events[8]?.parameters).toMatchObject({ TaskCompletedReason: 'done' });
  });

  test('tell of everything else in a workspace', async () => {
    const { origin, received } = await openReceiver();
    const { standIn, workspace, activity, worker, queue, workflow } = await openCentre();
    await workspace.update({ eventCallbackUrl: origin });
    const lunch = await workspace.activities.create({ friendlyName: 'Lunch' });
    await workspace.activities(lunch.sid).update({ friendlyName: 'Break' });
    await workspace.activities(lunch.sid).remove();
    await workspace.taskChannels.create({ friendlyName: 'Letter', uniqueName: 'letter' });
    await workspace.taskChannels('letter').update({ friendlyName: 'Letters' });
    await workspace.taskChannels('letter').remove();
    const everyone = await queue('Everyone');
    await workspace.taskQueues(everyone.sid).update({ targetWorkers: '1==2' });
    const front = await workflow({ default_filter: { queue: everyone.sid } });
    await workspace.workflows(front.sid).update({ taskReservationTimeout: 10 });
    await workspace.workflows(front.sid).remove();
    await workspace.taskQueues(everyone.sid).remove();
    const alice = await worker('alice');
    await workspace.workers(alice.sid).update({ attributes: '{"level":1}' });
    await workspace.workers(alice.sid).update({ activitySid: activity('Offline') });
    await workspace.workers(alice.sid).workerChannels('chat').update({ capacity: 4, available: false });
    await workspace.workers(alice.sid).remove();
    await standIn.settled();
    expect(typesOf(received).sort()).toEqual(
      [
        'workspace.updated',
        'activity.created',
        'activity.updated',
        'activity.deleted',
        'task-channel.created',
        'task-channel.updated',
        'task-channel.deleted',
        'task-queue.created',
        'task-queue.expression.updated',
        'task-queue.deleted',
        'workflow.created',
        'workflow.updated',
        'workflow.deleted',
        'worker.created',
        'worker.attributes.update',
        'worker.activity.update',
        'worker.capacity.update',
        'worker.channel.availability.update',
        'worker.deleted',
      ].sort(),
    );
    const moved = received.find(({ parameters }) => parameters.EventType === 'worker.activity.update');
    expect(moved?.parameters).toMatchObject({
      WorkerActivityName: 'Offline',
      WorkerPreviousActivityName: 'Available',
      WorkerTimeInPreviousActivityMs: '0',
    });
    const capacity = received.find(({ parameters }) => parameters.EventType === 'worker.capacity.update');
    expect(capacity?.parameters).toMatchObject({
      WorkerChannelPreviousCapacity: '1',
      WorkerChannelAvailableCapacity: '4',
      TaskChannelUniqueName: 'chat',
    });
  });

  test('come only as filtered', async () => {
    const { origin, received } = await openReceiver();
    const { standIn, workspace, task } = await openWith({});
    await workspace.update({ eventCallbackUrl: origin, eventsFilter: 'task.created, task.canceled' });
    const { sid } = await task();
    await workspace.tasks(sid).update({ assignmentStatus: 'canceled', reason: 'gone' });
    await standIn.settled();
    expect(typesOf(received)).toEqual(['task.created', 'task.canceled']);
    expect(received[1]?.parameters).toMatchObject({ TaskCanceledReason: 'gone' });
  });

  test('are tried twice where the connection breaks, once where the answer is an error', async () => {
    let broken = true;
    const { origin, received } = await openReceiver(({ path }) => {
      if (path === '/failing') return { status: 500 };
      broken = !broken;
      return broken ? { status: 204 } : 'hang-up';
    });
    const { standIn, workspace, task } = await openWith({});
    await workspace.update({ eventCallbackUrl: `${origin}/breaking`, eventsFilter: 'task.created' });
    await task();
    await standIn.settled();
    await workspace.update({ eventCallbackUrl: `${origin}/failing` });
    await task();
    await standIn.settled();
    expect(received.map(({ path }) => path)).toEqual(['/breaking', '/breaking', '/failing']);
    expect(standIn.lint).toContain('the event callback answered 500: such events are lost');
  });

  test('do not hold up the API when the receiver is silent', async () => {
    const { origin, received } = await openReceiver(() => 'silence');
    const { workspace, task, statusOf, worker } = await openWith({});
    await worker('alice');
    await workspace.update({ eventCallbackUrl: origin });
    expect(await statusOf((await task()).sid)).toBe('reserved');
    await expect.poll(() => received.length).toBeGreaterThan(0);
  });

  test('are dropped, doubled and delayed on demand', async () => {
    const { origin, received } = await openReceiver();
    const { standIn, workspace, task } = await openWith({});
    await workspace.update({ eventCallbackUrl: origin, eventsFilter: 'task.created,task.canceled' });
    await standIn.settled();
    standIn.faults.callback({ type: 'drop', match: /^task\.created$/ });
    standIn.faults.callback({ type: 'duplicate', match: /canceled/ });
    standIn.faults.callback({ type: 'delay', ms: 20, match: /^task\.created$/ });
    const first = await task();
    await workspace.tasks(first.sid).update({ assignmentStatus: 'canceled', reason: 'gone' });
    await standIn.settled();
    expect(typesOf(received)).toEqual(['task.canceled', 'task.canceled']);
    expect(received[0]?.parameters.Sid).toBe(received[1]?.parameters.Sid);
    const before = Date.now();
    await task();
    await standIn.settled();
    expect(typesOf(received).at(-1)).toBe('task.created');
    expect(Date.now() - before).toBeGreaterThanOrEqual(19);
  });
});

describe('the assignment callback', () => {
  test('gets who and what, signed, and accepts at once', async () => {
    const { origin, received } = await openReceiver(() => json({ instruction: 'accept' }));
    const { standIn, worker, task, statusOf } = await openWith({ assignmentCallbackUrl: `${origin}/assign` });
    const alice = await worker('alice', { level: 1 });
    const { sid } = await task({ external_id: 'c0ffee' });
    await standIn.settled();
    expect(await statusOf(sid)).toBe('assigned');
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      isSigned: true,
      parameters: {
        TaskSid: sid,
        TaskAttributes: '{"external_id":"c0ffee"}',
        TaskAge: '0',
        TaskPriority: '0',
        WorkerSid: alice.sid,
        WorkerAttributes: '{"level":1}',
        ReservationSid: expect.stringMatching(/^WR[0-9a-f]{32}$/),
        TaskQueueSid: expect.stringMatching(/^WQ/),
        WorkflowSid: expect.stringMatching(/^WW/),
        Timestamp: '1767225600',
      },
    });
  });

  test('rejects, and the next worker is asked; {} leaves it to the worker', async () => {
    const { origin } = await openReceiver(({ parameters }) =>
      parameters.WorkerName === 'alice' ? json({ instruction: 'reject' }) : json({}),
    );
    const { standIn, worker, task, holders } = await openWith({ assignmentCallbackUrl: origin });
    await worker('alice');
    await worker('bob');
    const { sid } = await task();
    await standIn.settled();
    expect(await holders(sid)).toEqual(['bob']);
  });

  test.each([
    ['an error', { status: 500, body: '{}' }],
    ['another content type', { status: 200, contentType: 'text/html', body: '{}' }],
    ['no JSON', { status: 200, body: 'ok' }],
    ['a broken connection', 'hang-up' as const],
    ['silence', 'silence' as const],
  ])('answering with %s makes the fallback decide', async (_, fault) => {
    const { origin, received } = await openReceiver(({ path }) =>
      path === '/fallback' ? json({ instruction: 'accept' }) : fault,
    );
    const { standIn, worker, task, statusOf } = await openWith(
      { assignmentCallbackUrl: `${origin}/primary`, fallbackAssignmentCallbackUrl: `${origin}/fallback` },
      { callbackTimeouts: { assignment: 200, event: 200 } },
    );
    await worker('alice');
    const { sid } = await task();
    await standIn.settled();
    expect(received.map(({ path }) => path)).toEqual(['/primary', '/fallback']);
    expect(await statusOf(sid)).toBe('assigned');
  });

  test('answering something else than an instruction is told, and leaves it to the worker', async () => {
    const { origin } = await openReceiver(() => json({ ok: true }));
    const { standIn, worker, task, statusOf } = await openWith({ assignmentCallbackUrl: origin });
    await worker('alice');
    const { sid } = await task();
    await standIn.settled();
    expect(await statusOf(sid)).toBe('reserved');
    expect(standIn.lint).toEqual(['40005: the assignment callback answered JSON without an instruction']);
  });

  test('failing with its fallback cancels the reservation, and the next worker is asked', async () => {
    const { origin, received } = await openReceiver(({ parameters }) =>
      parameters.WorkerName === 'alice' ? { status: 500 } : json({}),
    );
    const { standIn, workspace, worker, task, holders } = await openWith({
      assignmentCallbackUrl: origin,
      fallbackAssignmentCallbackUrl: origin,
    });
    await worker('alice');
    await worker('bob');
    const { sid } = await task();
    await standIn.settled();
    expect(received).toHaveLength(3);
    expect(await holders(sid)).toEqual(['bob']);
    const [first] = await workspace.tasks(sid).reservations.list();
    expect(first?.reservationStatus).toBe('canceled');
  });
});
