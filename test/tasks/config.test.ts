import { expect, test } from 'vitest';
import bank from '../../config/examples/taskrouter-bank.json' with { type: 'json' };
import { flows } from '../../config/flows/index.ts';
import committed from '../../config/taskrouter.json' with { type: 'json' };
import { Permanent } from '../../lib/errors.ts';
import { readTaskRouterConfig } from '../../lib/tasks/config.ts';
import { attributesGiven, warningsIn } from '../../lib/tasks/lint-config.ts';

test('the committed configuration is sound', () => {
  expect(readTaskRouterConfig(committed).workspace).toBe('Seaway');
});

test('every fault is told at once, with its path', () => {
  const broken = { ...committed, workspace: '', queues: [{ name: 'Q', workers: 5 }], surprise: true };
  const reading = () => readTaskRouterConfig(broken);
  expect(reading).toThrow(Permanent);
  expect(reading).toThrow(/workspace: .*queues\.0\.workers: .*surprise/s);
});

test('names that lead nowhere are faults', () => {
  const [worker] = committed.workers;
  const lost = {
    ...worker,
    activity: 'Dancing',
    capacity: { pigeon: 1 },
    departments: ['moon'],
    skills: { juggling: 3 },
    attributes: { routing: {} },
  };
  const reading = () => readTaskRouterConfig({ ...committed, workers: [lost], timeoutActivity: 'Away' });
  expect(reading).toThrow(/timeoutActivity: there is no activity "Away"/);
  expect(reading).toThrow(/workers\.0\.activity: there is no activity "Dancing"/);
  expect(reading).toThrow(/workers\.0\.capacity\.pigeon: there is no task channel "pigeon"/);
  expect(reading).toThrow(/workers\.0\.departments\.0: there is no department "moon"/);
  expect(reading).toThrow(/workers\.0\.skills\.juggling: there is no skill "juggling"/);
  expect(reading).toThrow(/workers\.0\.attributes\.routing: stands beside attributes/);
});

const [frontDesk] = committed.workflows;
const withTargets = (...targets: object[]) => ({
  ...committed,
  workflows: [{ ...frontDesk, default: undefined, filters: [{ name: 'All', expression: '1==1', targets }] }],
});

test.each([
  ['an expression that does not parse', { queue: 'Everyone', expression: 'worker.skill-level > 1' }, 'expression'],
  ['a bare attribute', { queue: 'Everyone', skipIf: 'workers.available' }, 'skipIf'],
  ['an order by anything but worker attributes', { queue: 'Everyone', orderBy: 'level DESC' }, 'orderBy'],
  ['an unknown queue', { queue: 'Nowhere' }, 'queue'],
  ['a known agent to be waited for without end', { queue: 'Everyone', knownAgent: true }, 'timeout'],
])('%s is a fault of its path', (_, target, field) => {
  const path = new RegExp(`workflows\\.0\\.filters\\.0\\.targets\\.0\\.${field}: `);
  expect(() => readTaskRouterConfig(withTargets(target))).toThrow(path);
});

test('minutes cannot be told where nobody knows them', () => {
  const reading = (patience: object) => () =>
    readTaskRouterConfig({ ...committed, workflows: [{ ...frontDesk, patience: { seconds: 60, ...patience } }] });
  expect(reading({ say: { en: 'Soon.', de: 'In {minutes} Minuten.' } })).toThrow(/workflows\.0\.patience\.unknown: /);
  const say = { en: 'In {minutes} min.' };
  expect(reading({ say, unknown: { en: 'In {minutes} min.' } })).toThrow(/cannot tell the \{minutes\}/);
  expect(reading({ say, unknown: { en: 'Soon.' } })).not.toThrow();
  expect(reading({ say: { en: 'Soon.' }, callBack: { say: { en: 'Later?' } } })).toThrow(/callBack\.yes/);
});

test('hours, departments and other workflows must be there', () => {
  const lost = {
    ...committed,
    departments: [{ name: 'front_desk', hours: 'always' }, { name: 'billing' }],
    workflows: [
      { ...frontDesk, closed: { workflow: 'Nobody' }, overflow: { waiting: 1, workflow: 'Never' } },
      { ...frontDesk },
    ],
  };
  const reading = () => readTaskRouterConfig(lost);
  expect(reading).toThrow(/departments\.0\.hours: there is no hours "always"/);
  expect(reading).toThrow(/workflows\.0\.closed\.workflow: there is no workflow "Nobody"/);
  expect(reading).toThrow(/workflows\.0\.overflow\.workflow: there is no workflow "Never"/);
  expect(reading).toThrow(/workflow: there are two of the name "Front desk"/);
});

const warnings = (json: unknown) =>
  warningsIn(readTaskRouterConfig(json), attributesGiven(Object.values(flows))).map(
    ({ path, message }) => `${path.replace('workflows.0.filters.0.targets.', '')}: ${message}`,
  );

test('nothing looks wrong in what we give out', () => {
  expect(warnings(committed)).toEqual([]);
  expect(warnings(bank)).toEqual([]);
});

test('attributes that nobody sets are warnings, those that flows give are not', () => {
  const odd = withTargets({
    queue: 'Everyone',
    expression: "task.question != 'x' AND task.mood == 'bad' AND worker.mood == 'good' AND level > 1",
    orderBy: 'worker.routing.levels.juggling DESC, worker.level',
    skipIf: 'workers.free == 0',
  });
  expect(warnings({ ...odd, queues: [{ name: 'Everyone', workers: "language == 'de'" }] })).toEqual([
    'queues.0.workers: no worker here has the attribute "language"',
    '0.expression: no task here has the attribute "mood"',
    '0.expression: no worker here has the attribute "mood"',
    '0.expression: "level" must begin with task. or worker.',
    '0.skipIf: knows workers.available and such, not "workers.free"',
    '0.orderBy: there is no skill "juggling"',
  ]);
});

test('steps that do not relax, are never reached or lose the task are warnings', () => {
  const queue = 'Everyone';
  expect(
    warnings(
      withTargets(
        { queue, needs: ['skills at any level'], priority: 20, timeout: 10 },
        { queue, needs: ['skills'], priority: 10 },
        { queue, timeout: 10 },
      ),
    ),
  ).toEqual([
    '1.needs: asks for more than the target before it',
    '1.priority: is lower than that of the target before it',
    '2: is never reached: the target before it has no timeout and no skipIf',
    'workflows.0.filters.0: a task whose last target here times out is canceled',
  ]);
});
