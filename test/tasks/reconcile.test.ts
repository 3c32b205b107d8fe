import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import bank from '../../config/examples/taskrouter-bank.json' with { type: 'json' };
import committed from '../../config/taskrouter.json' with { type: 'json' };
import { type Change, driftFrom } from '../../lib/tasks/difference.ts';
import { presentIn } from '../../lib/tasks/present.ts';
import { openAccount } from './account.ts';

const [frontDesk, everyone] = committed.queues;
const [ana, ...others] = committed.workers;
const names = (changes: readonly Change[]) => changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`);

type Account = Awaited<ReturnType<typeof openAccount>>;
const workspaceOf = (account: Account, sid: string) => account.client.taskrouter.v1.workspaces(sid);

async function driftIn(account: Account): Promise<Change[]> {
  const applied = account.applied();
  const workspace = applied?.things.find(({ kind }) => kind === 'workspace');
  if (!applied || !workspace) throw new Error('nothing was applied');
  return driftFrom(applied, (await presentIn(account.taskRouter, workspace))?.things ?? []);
}

describe('apply', () => {
  test.each([
    ['the committed configuration', committed],
    ['the example of a bank', bank],
  ])('makes %s, a second time nothing, and no drift', async (_, config) => {
    const account = await openAccount();
    const plan = await account.plan(config);
    const done = await account.apply(config);
    expect(names(done.changes)).toEqual(names(plan.changes));
    const again = await account.apply(config);
    expect(again.changes).toEqual([]);
    expect(again.unchanged).toBe(done.changes.length + done.unchanged);
    expect((await account.plan(config)).changes).toEqual([]);
    expect(await driftIn(account)).toEqual([]);
    expect(account.standIn.lint).toEqual([]);
  });

  test('writes skills where Flex looks for them', async () => {
    const account = await openAccount();
    const { workspace } = await account.apply(committed);
    const [worker] = await workspaceOf(account, workspace.sid).workers.list({ friendlyName: 'mei' });
    expect(JSON.parse(worker?.attributes ?? '')).toEqual({
      full_name: 'Lin Mei',
      level: 3,
      contact_uri: '+15005550102',
      languages: ['zh', 'ja', 'en'],
      departments: ['front_desk'],
      routing: { skills: ['refunds', 'contracts'], levels: { refunds: 3, contracts: 2 } },
    });
  });

  test('takes away what it made and nobody wants any more, and nothing else', async () => {
    const account = await openAccount();
    const { workspace } = await account.apply({
      ...committed,
      queues: [...committed.queues, { name: 'Old', workers: '1==1' }],
    });
    await workspaceOf(account, workspace.sid).taskQueues.create({ friendlyName: 'By hand' });
    const fewer = { ...committed, workers: others };
    // Conversations can no longer be handed to the old queue.
    const changes = ['update workflow Front desk', 'delete worker ana', 'delete queue Old'];
    expect(names((await account.plan(fewer)).changes)).toEqual(changes);
    expect(names((await account.apply(fewer)).changes)).toEqual(changes);
    expect((await account.apply(fewer)).changes).toEqual([]);
    const pruned = names((await account.apply(fewer, { prune: true })).changes);
    expect(pruned).toEqual(['delete queue By hand', 'delete activity Unavailable']);
  });

  test('a worker that somebody made by hand is taken on, and never deleted for that', async () => {
    const account = await openAccount();
    const { workspace } = await account.apply({ ...committed, workers: others });
    const { workers } = workspaceOf(account, workspace.sid);
    await workers.create({ friendlyName: 'Ana', attributes: '{"desk_number": 7, "level": 1}' });
    expect(names((await account.apply(committed)).changes)).toEqual(['update worker ana']);
    const [taken] = await workers.list({ friendlyName: 'ana' });
    expect(JSON.parse(taken?.attributes ?? '')).toMatchObject({ desk_number: 7, level: 2, languages: ana?.languages });
    expect((await account.apply({ ...committed, workers: others })).changes).toEqual([]);
  });

  test('an attribute that is no longer wanted goes, one that somebody added stays', async () => {
    const account = await openAccount();
    const { workspace } = await account.apply(committed);
    const { workers } = workspaceOf(account, workspace.sid);
    const [worker] = await workers.list({ friendlyName: 'ana' });
    const context = workspaceOf(account, workspace.sid).workers(worker?.sid ?? '');
    await context.update({ attributes: JSON.stringify({ ...JSON.parse(worker?.attributes ?? '{}'), desk_number: 7 }) });
    const plainer = { ...ana, attributes: { level: 2, contact_uri: '+15005550101' } };
    expect((await account.apply({ ...committed, workers: [plainer, ...others] })).changes).toEqual([
      {
        action: 'update',
        kind: 'worker',
        name: 'ana',
        differences: [{ path: 'attributes.full_name', was: 'Ana Torres', becomes: undefined }],
      },
    ]);
    const after = JSON.parse((await context.fetch()).attributes);
    expect([after.full_name, after.desk_number]).toEqual([undefined, 7]);
  });

  test('lists without attributes, as Twilio allows itself, lose nobody theirs', async () => {
    const account = await openAccount({ strict: true });
    await account.apply(committed);
    expect((await account.apply(committed)).changes).toEqual([]);
  });

  test('an activity that takes tasks cannot become one that does not: nothing is changed, and it is said why', async () => {
    const account = await openAccount();
    await account.apply(committed);
    const [offline, available, pause] = committed.activities;
    const other = {
      ...committed,
      queues: [frontDesk],
      activities: [offline, available, { ...pause, available: true }],
    };
    await expect(account.apply({ ...other, queues: committed.queues })).rejects.toThrow(
      /"Break": give it another name/,
    );
    expect(await driftIn(account)).toEqual([]);
  });

  test('what TaskRouter does not let go yet is kept, told, and taken away later', async () => {
    const account = await openAccount();
    const night = {
      name: 'Night',
      reservationTimeout: 60,
      filters: [],
      default: { queue: 'Everyone', expression: '1==2' },
    };
    const { workspace } = await account.apply({ ...committed, workflows: [...committed.workflows, night] });
    const { tasks } = workspaceOf(account, workspace.sid);
    const { sid } = await tasks.create({ workflowSid: workspace.workflows.Night ?? '', taskChannel: 'chat' });
    const { kept } = await account.apply(committed);
    expect(kept).toMatchObject([{ kind: 'workflow', name: 'Night', reason: expect.stringContaining('tasks in it') }]);
    await workspaceOf(account, workspace.sid).tasks(sid).update({ assignmentStatus: 'canceled', reason: 'over' });
    expect(names((await account.apply(committed)).changes)).toEqual(['delete workflow Night']);
    expect((await account.apply(committed)).changes).toEqual([]);
  });

  test('broken off half-way, it is finished by the next, which still knows what is ours', async () => {
    const account = await openAccount();
    const long = 'x'.repeat(4_000);
    const heavy = { ...ana, attributes: { ...ana?.attributes, note: long, more: long } };
    const tooLong = { ...committed, workers: [heavy, ...others] };
    await expect(account.apply(tooLong)).rejects.toThrow(/TaskRouter refuses/);
    expect(
      account
        .applied()
        ?.things.filter(({ made }) => made)
        .map(({ name }) => name),
    ).toContain('Front desk');
    const rest = await account.apply(committed);
    expect(names(rest.changes)).toEqual(['create worker ana', 'create worker mei', 'create worker ben']);
    expect((await account.apply(committed)).changes).toEqual([]);
  });
});

describe('drift', () => {
  test('names what was changed with both values, and what is gone', async () => {
    const account = await openAccount();
    const { workspace } = await account.apply(committed);
    const context = workspaceOf(account, workspace.sid);
    const [queue] = await context.taskQueues.list({ friendlyName: 'Front desk' });
    await context.taskQueues(queue?.sid ?? '').update({ friendlyName: 'Reception', maxReservedWorkers: 5 });
    const [workflow] = await context.workflows.list();
    const configuration = JSON.parse(workflow?.configuration ?? '');
    configuration.task_routing.filters[2].targets[0].timeout = 99;
    await context.workflows(workflow?.sid ?? '').update({ configuration: JSON.stringify(configuration) });
    const [worker] = await context.workers.list({ friendlyName: 'ben' });
    await context.workers(worker?.sid ?? '').remove();
    expect(await driftIn(account)).toEqual([
      {
        action: 'update',
        kind: 'queue',
        name: 'Front desk',
        differences: [
          { path: 'name', was: 'Front desk', becomes: 'Reception' },
          { path: 'maxReservedWorkers', was: 1, becomes: 5 },
        ],
      },
      {
        action: 'update',
        kind: 'workflow',
        name: 'Front desk',
        differences: [
          ...[0, 3, 4].map((at) => ({
            path: `configuration.task_routing.filters.${at}.targets.0.queue`,
            was: 'Front desk',
            becomes: 'Reception',
          })),
          { path: 'configuration.task_routing.filters.2.targets.0.timeout', was: 30, becomes: 99 },
        ].sort((one, other) => (one.path < other.path ? -1 : 1)),
      },
      { action: 'delete', kind: 'worker', name: 'ben', differences: [] },
    ]);
    await account.apply(committed);
    expect(await driftIn(account)).toEqual([]);
  });

  /** Everything that somebody might do by hand, and how drift is to name it. */
  const edits = {
    'queue Front desk maxReservedWorkers': (context: Context) =>
      onQueue(context, 'Front desk', (queue) => queue.update({ maxReservedWorkers: 7 })),
    'queue Everyone targetWorkers': (context: Context) =>
      onQueue(context, 'Everyone', (queue) => queue.update({ targetWorkers: '1==2' })),
    'workflow Front desk taskReservationTimeout': async (context: Context) => {
      const [workflow] = await context.workflows.list();
      await context.workflows(workflow?.sid ?? '').update({ taskReservationTimeout: 11 });
    },
    'worker ana capacity.chat': (context: Context) =>
      onWorker(context, 'ana', (worker) => worker.workerChannels('chat').update({ capacity: 9 })),
    'worker mei attributes.level': (context: Context) =>
      onWorker(context, 'mei', async (worker) => {
        const { attributes } = await worker.fetch();
        await worker.update({ attributes: JSON.stringify({ ...JSON.parse(attributes), level: 8 }) });
      }),
    'worker ben name': (context: Context) =>
      onWorker(context, 'ben', (worker) => worker.update({ friendlyName: 'benjamin' })),
    'workspace Seaway eventsFilter': (context: Context) => context.update({ eventsFilter: 'task.created' }),
    'activity Break name': async (context: Context) => {
      const [pause] = await context.activities.list({ friendlyName: 'Break' });
      await context.activities(pause?.sid ?? '').update({ friendlyName: 'Lunch' });
    },
  };
  type Context = ReturnType<typeof workspaceOf>;
  async function onQueue(
    context: Context,
    friendlyName: string,
    change: (queue: ReturnType<Context['taskQueues']>) => Promise<unknown>,
  ) {
    const [queue] = await context.taskQueues.list({ friendlyName });
    await change(context.taskQueues(queue?.sid ?? ''));
  }
  async function onWorker(
    context: Context,
    friendlyName: string,
    change: (worker: ReturnType<Context['workers']>) => Promise<unknown>,
  ) {
    const [worker] = await context.workers.list({ friendlyName });
    await change(context.workers(worker?.sid ?? ''));
  }

  test('after any edits names exactly those, and an apply undoes them', async () => {
    const account = await openAccount();
    const { workspace } = await account.apply(committed);
    const context = workspaceOf(account, workspace.sid);
    await fc.assert(
      fc.asyncProperty(fc.subarray(Object.entries(edits)), async (chosen) => {
        for (const [, edit] of chosen) await edit(context);
        const found = (await driftIn(account)).flatMap(({ kind, name, differences }) =>
          differences.map(({ path }) => `${kind} ${name} ${path}`),
        );
        expect(found.sort()).toEqual(chosen.map(([name]) => name).sort());
        await account.apply(committed);
        expect(await driftIn(account)).toEqual([]);
        expect((await account.plan(committed)).changes).toEqual([]);
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});

test('a queue that a configuration renames is made anew, and the old one goes', async () => {
  const account = await openAccount();
  await account.apply(committed);
  const renamed = JSON.parse(JSON.stringify(committed).replaceAll('"Everyone"', '"All hands"'));
  expect(everyone?.name).toBe('Everyone');
  expect(names((await account.apply(renamed)).changes)).toEqual([
    'create queue All hands',
    'update workflow Front desk',
    'delete queue Everyone',
  ]);
  expect((await account.apply(renamed)).changes).toEqual([]);
});
