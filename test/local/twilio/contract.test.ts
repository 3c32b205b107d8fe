import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { accountSid, authToken, openCentre } from './centre.ts';

/** What Twilio's OpenAPI description (2026-04) lists for each resource. */
const properties = {
  workspace:
    'account_sid date_created date_updated default_activity_name default_activity_sid event_callback_url events_filter friendly_name multi_task_enabled sid timeout_activity_name timeout_activity_sid prioritize_queue_order url links',
  activity: 'account_sid available date_created date_updated friendly_name sid workspace_sid url links',
  channel:
    'account_sid date_created date_updated friendly_name sid unique_name workspace_sid channel_optimized_routing url links',
  workerChannel:
    'account_sid assigned_tasks available available_capacity_percentage configured_capacity date_created date_updated sid task_channel_sid task_channel_unique_name worker_sid workspace_sid url',
  worker:
    'account_sid activity_name activity_sid attributes available date_created date_status_changed date_updated friendly_name sid workspace_sid url links',
  queue:
    'account_sid assignment_activity_sid assignment_activity_name date_created date_updated friendly_name max_reserved_workers reservation_activity_sid reservation_activity_name sid target_workers task_order url workspace_sid links',
  workflow:
    'account_sid assignment_callback_url configuration date_created date_updated document_content_type fallback_assignment_callback_url friendly_name sid task_reservation_timeout workspace_sid url links',
  task: 'account_sid age assignment_status attributes addons date_created date_updated task_queue_entered_date priority reason sid task_queue_sid task_queue_friendly_name task_channel_sid task_channel_unique_name timeout workflow_sid workflow_friendly_name workspace_sid url links virtual_start_time ignore_capacity routing_target',
  reservation:
    'account_sid date_created date_updated reservation_status sid task_sid worker_name worker_sid workspace_sid url links',
  event:
    'account_sid actor_sid actor_type actor_url description event_data event_date event_date_ms event_type resource_sid resource_type resource_url sid source source_ip_address url workspace_sid',
};

const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
const get = async (url: string) =>
  z.record(z.string(), z.unknown()).parse(await (await fetch(url, { headers: { authorization } })).json());

async function openFilled() {
  const centre = await openCentre();
  const queue = await centre.queue('Everyone');
  const workflow = await centre.workflow({ default_filter: { queue: queue.sid } });
  const worker = await centre.worker('alice', { languages: ['en'] });
  const task = await centre.task({ external_id: 'c0ffee' });
  const [reservation] = await centre.workspace.tasks(task.sid).reservations.list();
  if (!reservation) throw new Error('the task was not offered');
  const { sid } = await centre.workspace.fetch();
  const base = `${centre.standIn.origin}/v1/Workspaces/${sid}`;
  return { ...centre, queue, workflow, worker, task, reservation, base };
}

test('every resource has exactly the properties of the specification', async () => {
  const { base, workspace, activity, queue, workflow, worker, task, reservation } = await openFilled();
  const [event] = await workspace.events.list();
  const found = {
    workspace: await get(base),
    activity: await get(`${base}/Activities/${activity('Offline')}`),
    channel: await get(`${base}/TaskChannels/chat`),
    workerChannel: await get(`${base}/Workers/${worker.sid}/Channels/chat`),
    worker: await get(`${base}/Workers/${worker.sid}`),
    queue: await get(`${base}/TaskQueues/${queue.sid}`),
    workflow: await get(`${base}/Workflows/${workflow.sid}`),
    task: await get(`${base}/Tasks/${task.sid}`),
    reservation: await get(`${base}/Workers/${worker.sid}/Reservations/${reservation.sid}`),
    event: await get(`${base}/Events/${event?.sid}`),
  };
  expect(Object.fromEntries(Object.entries(found).map(([name, body]) => [name, Object.keys(body).sort()]))).toEqual(
    Object.fromEntries(Object.entries(properties).map(([name, list]) => [name, list.split(' ').sort()])),
  );
  expect(found.task.date_created).toBe('2026-01-01T00:00:00Z');
  expect(found.reservation.url).toBe(`${base}/Workers/${worker.sid}/Reservations/${reservation.sid}`);
  expect(found.workspace.event_callback_url).toBe('');
});

test('a new workspace has the activities and channels that Twilio puts there', async () => {
  const { client, workspace } = await openCentre();
  expect((await workspace.activities.list()).map(({ friendlyName }) => friendlyName)).toEqual([
    'Offline',
    'Unavailable',
    'Available',
  ]);
  expect((await workspace.taskChannels.list()).map(({ uniqueName }) => uniqueName)).toEqual([
    'default',
    'voice',
    'chat',
    'sms',
    'video',
  ]);
  const fifo = await client.taskrouter.v1.workspaces.create({ friendlyName: 'Sample', template: 'FIFO' });
  const [workflow] = await client.taskrouter.v1.workspaces(fifo.sid).workflows.list();
  expect(workflow?.friendlyName).toBe('Default Fifo Workflow');
  expect(await client.taskrouter.v1.workspaces.list({ friendlyName: 'Sample' })).toHaveLength(1);
  await client.taskrouter.v1.workspaces(fifo.sid).remove();
  await expect(client.taskrouter.v1.workspaces(fifo.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('a workspace is updated', async () => {
  const { workspace, activity } = await openCentre();
  const updated = await workspace.update({
    timeoutActivitySid: activity('Unavailable'),
    eventCallbackUrl: 'http://127.0.0.1:9/events',
    eventsFilter: 'task.created',
    prioritizeQueueOrder: 'LIFO',
  });
  expect(updated).toMatchObject({
    timeoutActivityName: 'Unavailable',
    defaultActivityName: 'Offline',
    eventsFilter: 'task.created',
    prioritizeQueueOrder: 'LIFO',
  });
});

test('activities: create, rename, filter, and delete only when nobody uses it', async () => {
  const { workspace, activity, worker } = await openCentre();
  const lunch = await workspace.activities.create({ friendlyName: 'Lunch', available: false });
  expect((await workspace.activities(lunch.sid).update({ friendlyName: 'Break' })).friendlyName).toBe('Break');
  expect(await workspace.activities.list({ available: 'true' })).toHaveLength(1);
  await worker('alice');
  await expect(workspace.activities(activity('Available')).remove()).rejects.toMatchObject({ status: 400 });
  expect(await workspace.activities(lunch.sid).remove()).toBe(true);
});

test('task channels: by SID and by unique name, and every worker has one', async () => {
  const { workspace, worker } = await openCentre();
  const alice = await worker('alice');
  const channel = await workspace.taskChannels.create({ friendlyName: 'Letters', uniqueName: 'letter' });
  expect((await workspace.taskChannels('letter').fetch()).sid).toBe(channel.sid);
  const channels = workspace.workers(alice.sid).workerChannels;
  expect((await channels('letter').update({ capacity: 3 })).configuredCapacity).toBe(3);
  expect((await channels('letter').fetch()).availableCapacityPercentage).toBe(100);
  expect(await channels.list()).toHaveLength(6);
  await expect(workspace.taskChannels('default').remove()).rejects.toMatchObject({ status: 400 });
  await workspace.taskChannels('letter').remove();
  expect(await channels.list()).toHaveLength(5);
});

test('workers: names are unique whatever their case, lists are filtered', async () => {
  const { workspace, activity, queue, worker } = await openCentre();
  const english = await queue('English', 'languages HAS "en"');
  const alice = await worker('Alice', { languages: ['en'] });
  await workspace.workers.create({ friendlyName: 'bob' });
  await expect(worker('ALICE')).rejects.toMatchObject({ status: 400, code: 20001 });
  const names = async (filter: object) =>
    (await workspace.workers.list(filter)).map(({ friendlyName }) => friendlyName);
  expect(await names({ available: 'yes' })).toEqual(['Alice']);
  expect(await names({ activityName: 'Offline' })).toEqual(['bob']);
  expect(await names({ taskQueueSid: english.sid })).toEqual(['Alice']);
  expect(await names({ taskQueueName: 'English' })).toEqual(['Alice']);
  expect(await names({ targetWorkersExpression: `sid == "${alice.sid}" AND activity_name == "Available"` })).toEqual([
    'Alice',
  ]);
  await expect(names({ targetWorkersExpression: 'skill-level > 1' })).rejects.toMatchObject({ code: 20001 });
  await workspace.workers(alice.sid).update({ activitySid: activity('Offline') });
  expect(await names({ available: 'true' })).toEqual([]);
  await workspace.workers(alice.sid).remove();
  expect(await names({})).toEqual(['bob']);
});

test('task queues: defaults, filters, and no deletion while a workflow names it', async () => {
  const { workspace, queue, workflow, worker } = await openCentre();
  const german = await queue('German', 'languages HAS "de"', { maxReservedWorkers: 3, taskOrder: 'LIFO' });
  const plain = await workspace.taskQueues.create({ friendlyName: 'Plain' });
  expect(plain).toMatchObject({ targetWorkers: '1==1', maxReservedWorkers: 1, taskOrder: 'FIFO' });
  const alice = await worker('alice', { languages: ['de'] });
  const names = async (filter: object) =>
    (await workspace.taskQueues.list(filter)).map(({ friendlyName }) => friendlyName);
  expect(await names({ workerSid: alice.sid })).toEqual(['German', 'Plain']);
  expect(await names({ evaluateWorkerAttributes: '{"languages":["en"]}' })).toEqual(['Plain']);
  expect(await names({ friendlyName: 'German' })).toEqual(['German']);
  await workflow({ default_filter: { queue: german.sid } });
  await expect(workspace.taskQueues(german.sid).remove()).rejects.toMatchObject({ status: 400 });
  await expect(workspace.taskQueues(plain.sid).update({ targetWorkers: 'a = 1' })).rejects.toMatchObject({
    code: 20001,
  });
  expect(await workspace.taskQueues(plain.sid).remove()).toBe(true);
});

test('workflows: the configuration is checked to the last expression', async () => {
  const { workspace, queue, workflow } = await openCentre();
  const { sid } = await queue('Everyone');
  const bad = [
    { filters: [{ expression: 'a-b == 1', targets: [{ queue: sid }] }] },
    { filters: [{ expression: '1==1', targets: [{}] }] },
    { filters: [{ expression: '1==1', targets: [{ queue: sid, timeout: 0 }] }] },
    { filters: [{ expression: '1==1', targets: [{ queue: sid, order_by: 'level DESC' }] }] },
    { filters: [{ expression: '1==1', targets: [{ queue: sid, known_worker_sid: 'WK1' }] }] },
    { default_filter: { queue: `WQ${'0'.repeat(32)}` } },
  ];
  for (const routing of bad)
    await expect(workflow(routing), JSON.stringify(routing)).rejects.toMatchObject({ status: 400, code: 20001 });
  await expect(workspace.workflows.create({ friendlyName: 'Broken', configuration: 'not json' })).rejects.toMatchObject(
    { code: 20001 },
  );
  const created = await workflow({ filters: [{ expression: '1==1', targets: [{ queue: sid, timeout: '10' }] }] });
  const updated = await workspace.workflows(created.sid).update({
    assignmentCallbackUrl: 'http://127.0.0.1:9/assign',
    taskReservationTimeout: 30,
  });
  expect(updated).toMatchObject({ taskReservationTimeout: 30, documentContentType: 'application/json' });
  expect(await workspace.workflows.list({ friendlyName: 'Front desk' })).toHaveLength(1);
  expect(await workspace.workflows(created.sid).remove()).toBe(true);
});

test('tasks: what create answers was so before routing, and lists are filtered and ordered', async () => {
  const { workspace, queue, workflow, task, clock } = await openFilled();
  expect(task).toMatchObject({ assignmentStatus: 'pending', taskQueueEnteredDate: null, taskQueueSid: queue.sid });
  clock.advance(1_000);
  const second = await workspace.tasks.create({
    attributes: '{"external_id":"decaf"}',
    priority: 7,
    taskChannel: 'chat',
    workflowSid: workflow.sid,
  });
  const third = await workspace.tasks.create({ attributes: '{}', taskChannel: 'chat', workflowSid: workflow.sid });
  const sids = async (filter: object) => (await workspace.tasks.list(filter)).map(({ sid }) => sid);
  expect(await sids({ evaluateTaskAttributes: "external_id == 'c0ffee'" })).toEqual([task.sid]);
  expect(await sids({ assignmentStatus: ['pending', 'reserved'] })).toEqual([task.sid, second.sid, third.sid]);
  expect(await sids({ assignmentStatus: ['pending'] })).toEqual([third.sid]);
  expect(await sids({ ordering: 'Priority:desc' })).toEqual([second.sid, task.sid, third.sid]);
  expect(await sids({ ordering: 'DateCreated:desc,Priority:desc' })).toEqual([second.sid, third.sid, task.sid]);
  expect(await sids({ taskQueueName: 'Everyone', priority: 7, workflowName: 'Front desk' })).toEqual([second.sid]);
  await expect(sids({ ordering: 'DateCreated:asc,VirtualStartTime:asc' })).rejects.toMatchObject({ status: 400 });
  await expect(sids({ evaluateTaskAttributes: 'external-id == 1' })).rejects.toMatchObject({ code: 20001 });
});

describe('a task is refused', () => {
  test.each([
    ['attributes that are no JSON', { attributes: 'hello' }],
    ['attributes that are no object', { attributes: '[1]' }],
    ['attributes beyond 4096 characters', { attributes: JSON.stringify({ a: 'x'.repeat(4_096) }) }],
    ['an unknown channel', { taskChannel: 'pigeon' }],
    ['a workflow that does not exist', { workflowSid: `WW${'0'.repeat(32)}` }],
    ['a workflow SID that is none', { workflowSid: 'WW1' }],
    ['more than two weeks to live', { timeout: 1_209_601 }],
    ['a start in the future', { virtualStartTime: new Date(Date.UTC(2027, 0)) }],
    ['a target that does not exist', { routingTarget: `WK${'0'.repeat(32)}` }],
  ])('for %s', async (_, parameters) => {
    const { workspace, queue, workflow } = await openCentre();
    await workflow({ default_filter: { queue: (await queue('Everyone')).sid } });
    await expect(workspace.tasks.create(parameters)).rejects.toMatchObject({ status: 400, code: 20001 });
    expect(await workspace.tasks.list()).toEqual([]);
  });
});

test('a version stands in the ETag, and If-Match with another one is refused with 412', async () => {
  const { workspace, task, worker, reservation } = await openFilled();
  const seen = await workspace.tasks(task.sid).fetchWithHttpInfo();
  expect(seen.headers).toMatchObject({ etag: '"1"' });
  const updated = await workspace.tasks(task.sid).update({ attributes: '{"seen":1}', ifMatch: '"1"' });
  expect(updated.attributes).toBe('{"seen":1}');
  const stale = { status: 412 };
  await expect(workspace.tasks(task.sid).update({ priority: 2, ifMatch: '"1"' })).rejects.toMatchObject(stale);
  await expect(workspace.tasks(task.sid).remove({ ifMatch: '"1"' })).rejects.toMatchObject(stale);
  await expect(workspace.workers(worker.sid).update({ attributes: '{}', ifMatch: '"9"' })).rejects.toMatchObject(stale);
  await expect(
    workspace.tasks(task.sid).reservations(reservation.sid).update({ reservationStatus: 'accepted', ifMatch: '"9"' }),
  ).rejects.toMatchObject(stale);
  expect((await workspace.tasks(task.sid).fetch()).priority).toBe(0);
});

test('events are kept, told apart and filtered', async () => {
  const { workspace, task, clock } = await openFilled();
  const types = (await workspace.events.list({ taskSid: task.sid })).map(({ eventType }) => eventType);
  expect(types).toEqual([
    'task.created',
    'workflow.entered',
    'workflow.target-matched',
    'task-queue.entered',
    'reservation.created',
  ]);
  const [created] = await workspace.events.list({ eventType: 'task.created' });
  expect(created?.eventData).toMatchObject({ task_sid: task.sid, task_attributes: '{"external_id":"c0ffee"}' });
  clock.advance(16 * 60_000);
  expect(await workspace.events.list({ eventType: 'task.created' })).toEqual([]);
  expect(await workspace.events.list({ eventType: 'task.created', minutes: 60 })).toHaveLength(1);
});

test('statistics count tasks by status and workers by activity', async () => {
  const { workspace, queue, workflow, worker, task, answer } = await openFilled();
  await answer(task.sid, 'accepted');
  const now = await workspace.realTimeStatistics().fetch();
  expect(now.tasksByStatus).toEqual({ reserved: 0, pending: 0, assigned: 1, wrapping: 0 });
  expect(now.activityStatistics).toContainEqual(expect.objectContaining({ friendly_name: 'Available', workers: 1 }));
  expect((await workspace.taskQueues(queue.sid).realTimeStatistics().fetch()).totalEligibleWorkers).toBe(1);
  expect((await workspace.workflows(workflow.sid).cumulativeStatistics().fetch()).reservationsAccepted).toBe(1);
  expect((await workspace.workers.statistics().fetch()).realtime).toMatchObject({ total_workers: 1 });
  expect((await workspace.workers(worker.sid).statistics().fetch()).cumulative).toMatchObject({
    reservations_created: 1,
  });
  expect((await workspace.taskQueues.statistics.list())[0]?.realtime).toMatchObject({ total_tasks: 1 });
  expect((await workspace.taskQueues.bulkRealTimeStatistics.create()).taskQueueResponseCount).toBe(1);
});

describe('the door', () => {
  test('a wrong token gets 401', async () => {
    const { standIn } = await openCentre();
    const stranger = twilio(accountSid, 'wrong');
    stranger.taskrouter.baseUrl = standIn.origin;
    await expect(stranger.taskrouter.v1.workspaces.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  test('an unknown or misspelt SID gets 404 with the path', async () => {
    const { workspace } = await openCentre();
    for (const sid of [`WT${'0'.repeat(32)}`, 'WT1'])
      await expect(workspace.tasks(sid).fetch()).rejects.toMatchObject({
        status: 404,
        code: 20404,
        message: expect.stringContaining(`/Tasks/${sid} was not found`),
        moreInfo: 'https://www.twilio.com/docs/errors/20404',
      });
  });

  test('a missing parameter is named', async () => {
    const { standIn } = await openCentre();
    const response = await fetch(`${standIn.origin}/v1/Workspaces`, { method: 'POST', headers: { authorization } });
    expect(await response.json()).toMatchObject({
      status: 400,
      message: 'Missing required parameter FriendlyName in the post body',
    });
  });
});

describe('paging', () => {
  test('follows the pages of this very host, also past an item deleted meanwhile', async () => {
    const { workspace, standIn } = await openCentre();
    for (let number = 0; number < 7; number += 1) await workspace.workers.create({ friendlyName: `worker ${number}` });
    const all = await workspace.workers.list({ pageSize: 3 });
    expect(all).toHaveLength(7);
    const first = await workspace.workers.page({ pageSize: 3 });
    expect(first.nextPageUrl).toContain(standIn.origin);
    await workspace.workers(first.instances[2]?.sid ?? '').remove();
    const second = await first.nextPage();
    expect(second?.instances.map(({ friendlyName }) => friendlyName)).toEqual(['worker 3', 'worker 4', 'worker 5']);
    const back = await second?.previousPage();
    expect(back?.instances[0]?.friendlyName).toBe('worker 0');
  });

  test('strict refuses a bare Page and gives no attributes in lists', async () => {
    const { workspace, queue, workflow, task } = await openCentre({ strict: true });
    await workflow({ default_filter: { queue: (await queue('Everyone')).sid } });
    await task({ secret: 1 });
    await expect(workspace.tasks.page({ pageNumber: 1 })).rejects.toMatchObject({ status: 400, code: 40153 });
    expect((await workspace.tasks.list())[0]?.attributes).toBeNull();
  });
});
