import { taskAttributeNames } from './attributes.ts';
import { type Fault, targetsOf } from './check-config.ts';
import { covers } from './conditions.ts';
import type { TaskRouterConfig } from './config.ts';
import { referencesIn } from './expression/expression.ts';
import { parseExpression } from './expression/parse.ts';

type Workflow = TaskRouterConfig['workflows'][number];

/**
 * What is valid in a sound config and probably not meant: attributes that nobody sets, targets that are never reached, tasks
 * that are canceled. `given` are the names of attributes that flows give their tasks.
 */
export const warningsIn = (config: TaskRouterConfig, given: readonly string[]): Fault[] => [
  ...unknownAttributes(config, new Set([...taskAttributeNames, ...given])),
  ...config.workflows.flatMap((workflow, index) => [
    ...workflow.filters.flatMap((filter, at) => steps(filter.targets, `workflows.${index}.filters.${at}.targets`)),
    ...leftovers(workflow, `workflows.${index}`),
  ]),
];

/** The names of attributes in the hand-offs of flows, which are JSON only once the flow has filled them in. */
export const attributesGiven = (flows: readonly unknown[]): string[] =>
  flows.flatMap((flow) => [...JSON.stringify(flow).matchAll(/\\"([A-Za-z_]\w*)\\"\s*:/g)].map(([, name = '']) => name));

function unknownAttributes(config: TaskRouterConfig, tasks: ReadonlySet<string>): Fault[] {
  const workers = new Set([
    'languages',
    'departments',
    'routing',
    ...config.workers.flatMap(({ attributes }) => Object.keys(attributes)),
  ]);
  const ofWorker = (
    path: string,
    [name = '', second, skill]: readonly (string | number)[],
    more: readonly string[],
  ) => {
    if (!workers.has(String(name)) && !more.includes(String(name)))
      return [{ path, message: `no worker here has the attribute "${name}"` }];
    const lost = name === 'routing' && second === 'levels' && !config.skills.includes(String(skill));
    return lost ? [{ path, message: `there is no skill "${skill}"` }] : [];
  };
  const ofTask = (path: string, name: string | number | undefined) =>
    tasks.has(String(name)) ? [] : [{ path, message: `no task here has the attribute "${name}"` }];
  const names = (expression: string | undefined) => (expression ? referencesIn(parseExpression(expression)) : []);
  return [
    ...config.queues.flatMap(({ workers: expression }, index) =>
      names(expression).flatMap((path) => ofWorker(`queues.${index}.workers`, path, [])),
    ),
    ...config.workflows.flatMap(({ filters }, index) =>
      filters.flatMap(({ expression }, at) =>
        names(expression).flatMap(([name]) => ofTask(`workflows.${index}.filters.${at}.expression`, name)),
      ),
    ),
    ...targetsOf(config).flatMap(({ path, target }) => [
      ...names(target.expression).flatMap(([root, ...rest]) => {
        if (root === 'task') return ofTask(`${path}.expression`, rest[0]);
        if (root === 'worker') return ofWorker(`${path}.expression`, rest, workerNames);
        return [{ path: `${path}.expression`, message: `"${root}" must begin with task. or worker.` }];
      }),
      ...names(target.skipIf)
        .filter(([root, name]) => root !== 'workers' || !/^(un)?available$|^WA/.test(String(name)))
        .map((name) => ({
          path: `${path}.skipIf`,
          message: `knows workers.available and such, not "${name.join('.')}"`,
        })),
      ...orderNames(target.orderBy).flatMap((name) => ofWorker(`${path}.orderBy`, name, [])),
    ]),
  ];
}

/** What a target's expression may ask of a worker besides attributes. */
const workerNames = ['sid', 'friendly_name', 'activity_sid', 'activity_name'];

const orderNames = (orderBy: string | undefined): string[][] =>
  [...(orderBy ?? '').matchAll(/worker\.([\w.]+)/g)].map(([, path = '']) => path.split('.'));

/** Each step ought to be reached, and to take whoever the one before it would have taken. */
function steps(targets: Workflow['filters'][number]['targets'], path: string): Fault[] {
  return targets.slice(1).flatMap((target, index) => {
    const before = targets[index];
    if (before === undefined) return [];
    const at = `${path}.${index + 1}`;
    const left = before.timeout !== undefined || before.skipIf !== undefined;
    const stricter = before.knownAgent ? false : !covers(before.needs, target.needs);
    const sinks = (target.priority ?? before.priority ?? 0) < (before.priority ?? 0);
    return [
      ...(left ? [] : [{ path: at, message: 'is never reached: the target before it has no timeout and no skipIf' }]),
      ...(stricter ? [{ path: `${at}.needs`, message: 'asks for more than the target before it' }] : []),
      ...(sinks ? [{ path: `${at}.priority`, message: 'is lower than that of the target before it' }] : []),
    ];
  });
}

/** TaskRouter cancels a task that no filter takes, and one whose last target has timed out. */
function leftovers({ filters, default: last }: Workflow, path: string): Fault[] {
  const isForAll = ({ expression }: Workflow['filters'][number]) => expression.replaceAll(' ', '') === '1==1';
  const lost = filters.flatMap(({ targets }, at) =>
    targets.at(-1)?.timeout !== undefined && !filters.slice(at + 1).some(isForAll)
      ? [{ path: `${path}.filters.${at}`, message: 'a task whose last target here times out is canceled' }]
      : [],
  );
  const untaken = !last && !filters.some(isForAll);
  return [...lost, ...(untaken ? [{ path, message: 'a task that no filter takes is canceled' }] : [])];
}
