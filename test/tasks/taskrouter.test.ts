import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import committed from '../../config/taskrouter.json' with { type: 'json' };
import { Permanent, Transient } from '../../lib/errors.ts';
import { createHttp } from '../../lib/http.ts';
import { readTaskRouterConfig } from '../../lib/tasks/config.ts';
import type { Workspace } from '../../lib/tasks/provisioned.ts';
import { openTaskRouter, type TaskRouter } from '../../lib/tasks/taskrouter.ts';
import { openTasks, type Tasks } from '../../lib/tasks/tasks.ts';
import { reconcile } from '../../lib/tasks/workspace.ts';
import { startTaskRouter, type TaskRouterStandIn } from '../../local/twilio/taskrouter.ts';

const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token' };
const config = readTaskRouterConfig(committed);
const where = { origin: '', apply: true };

/** Takes TaskRouter's callbacks and leaves every decision for later. */
const callbacks = createServer((_, response) => response.setHeader('content-type', 'application/json').end('{}'));

let standIn: TaskRouterStandIn;
let taskRouter: TaskRouter;
let workspace: Workspace;
let tasks: Tasks;
beforeAll(async () => {
  await new Promise<void>((resolve) => callbacks.listen(0, '127.0.0.1', resolve));
  const address = callbacks.address();
  where.origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  standIn = await startTaskRouter(account);
  taskRouter = openTaskRouter(account, createHttp({ 'https://taskrouter.twilio.com': standIn.origin }));
  ({ workspace } = await reconcile(taskRouter, config, where));
  tasks = openTasks(taskRouter, workspace.sid);
});
afterAll(async () => {
  await standIn.close();
  callbacks.close();
});

const newTask = (externalId: string, language = 'zh') =>
  tasks.create({
    externalId,
    workflowSid: workspace.workflows['Front desk'] ?? '',
    taskChannel: 'chat',
    priority: 0,
    timeout: 600,
    attributes: JSON.stringify({ external_id: externalId, language, vip: false, rejected_workers: [] }),
  });

const workers = () => taskRouter.v1.workspaces(workspace.sid).workers.list();

/** Who is offered the task now; looked at until somebody is. */
const offered = (taskSid: string) =>
  vi.waitFor(async () => {
    for (const worker of await workers()) {
      const offers = await tasks.live(worker.sid);
      const offer = offers.find((one) => one.taskSid === taskSid && one.reservationStatus === 'pending');
      if (offer) return { worker: worker.sid, reservation: offer.sid, name: worker.friendlyName };
    }
    throw new Error('nobody is offered the task');
  });

describe('the workspace', () => {
  test('a second apply changes nothing, and so says a plan', async () => {
    expect((await reconcile(taskRouter, config, where)).changes).toEqual([]);
    expect((await reconcile(taskRouter, config, { ...where, apply: false })).changes).toEqual([]);
  });

  test('a plan tells what differs and does not touch it', async () => {
    const [first, ...rest] = config.workers;
    if (!first) throw new Error('the configuration has no worker');
    const changed = { ...config, workers: [{ ...first, capacity: { ...first.capacity, chat: 5 } }, ...rest] };
    const { changes } = await reconcile(taskRouter, changed, { ...where, apply: false });
    expect(changes).toEqual([
      {
        action: 'update',
        kind: 'worker',
        name: 'ana',
        differences: [{ path: 'capacity.chat', was: 3, becomes: 5 }],
      },
    ]);
    expect((await reconcile(taskRouter, config, where)).changes).toEqual([]);
  });

  test('skills that somebody added to a worker by hand stay', async () => {
    const [worker] = await workers();
    const context = taskRouter.v1.workspaces(workspace.sid).workers(worker?.sid ?? '');
    const attributes = { ...JSON.parse(worker?.attributes ?? '{}'), desk_number: 7 };
    await context.update({ attributes: JSON.stringify(attributes) });
    expect((await reconcile(taskRouter, config, where)).changes).toEqual([]);
    expect(JSON.parse((await context.fetch()).attributes)).toMatchObject({ desk_number: 7 });
  });
});

describe('a task', () => {
  test('goes to somebody who speaks the language; declined, to the next; and is accepted once', async () => {
    const sid = await newTask('a1');
    const first = await offered(sid);
    await tasks.exclude(sid, first.worker);
    await tasks.answer(first.worker, first.reservation, 'rejected');
    const second = await offered(sid);
    expect([first.name, second.name].sort()).toEqual(['ana', 'mei']);
    await tasks.answer(second.worker, second.reservation, 'accepted');
    await expect(tasks.answer(second.worker, second.reservation, 'accepted')).rejects.toThrow(Permanent);
    await tasks.answer(second.worker, second.reservation, 'completed');
    expect((await tasks.task(sid)).assignmentStatus).toBe('completed');
  });

  test('that an earlier try made is found by its external id', async () => {
    const sid = await newTask('b1');
    expect(await tasks.find('b1')).toBe(sid);
    expect(await tasks.find('b2')).toBeUndefined();
    await tasks.cancel(sid, 'test is over');
    expect((await tasks.task(sid)).assignmentStatus).toBe('canceled');
    await tasks.cancel(sid, 'twice is no harm');
  });

  test('two workers who decline at the same moment are both kept from being asked again', async () => {
    const sid = await newTask('c1');
    await Promise.all([tasks.exclude(sid, 'WKone'), tasks.exclude(sid, 'WKtwo'), tasks.exclude(sid, 'WKthree')]);
    const { rejected_workers: rejected } = JSON.parse((await tasks.task(sid)).attributes);
    expect(rejected.sort()).toEqual(['WKone', 'WKthree', 'WKtwo']);
    await tasks.cancel(sid, 'test is over');
  });

  test('TaskRouter busy or broken is Transient, a refusal Permanent with its code', async () => {
    standIn.faults.request({ type: 'status', status: 429, times: 1 });
    await expect(newTask('d1')).rejects.toThrow(Transient);
    standIn.faults.request({ type: 'status', status: 503, times: 1 });
    await expect(newTask('d1')).rejects.toThrow(Transient);
    await expect(tasks.task(`WT${'f'.repeat(32)}`)).rejects.toThrow(/20404/);
  });
});

test('an account that is not configured says what to store', () => {
  expect(() => openTaskRouter({}, createHttp())).toThrow(/store \{"accountSid"/);
});
