import { reasonOf } from '../errors.ts';
import type { Target, TaskRouterConfig } from './config.ts';
import { parseExpression } from './expression/parse.ts';
import type { Closed } from './rules.ts';

/** What is wrong, or looks wrong, at a path of config/taskrouter.json. */
export type Fault = { path: string; message: string };

/** What the schema cannot see: names that lead nowhere, names taken twice, expressions that do not parse. */
export function faultsIn(config: TaskRouterConfig): Fault[] {
  const { activities, taskChannels, queues, workflows, workers, departments, hours, skills } = config;
  const names = {
    activity: activities.map(({ name }) => name),
    queue: queues.map(({ name }) => name),
    workflow: workflows.map(({ name }) => name),
    department: departments.map(({ name }) => name),
    'task channel': taskChannels.map(({ name }) => name),
    skill: skills,
    hours: Object.keys(hours),
    worker: workers.map(({ name }) => name.toLowerCase()),
  };
  const known = (path: string, kind: keyof typeof names, name: string | undefined): Fault[] =>
    name === undefined || names[kind].includes(name) ? [] : [{ path, message: `there is no ${kind} "${name}"` }];
  const whenClosed = (path: string, place: { hours?: string | undefined; closed?: Closed | undefined }) => [
    ...known(`${path}.hours`, 'hours', place.hours),
    ...known(`${path}.closed.workflow`, 'workflow', place.closed?.workflow),
  ];
  return [
    ...Object.entries(names).flatMap(([kind, all]) => twice(kind, all)),
    ...known('timeoutActivity', 'activity', config.timeoutActivity),
    ...queues.flatMap(({ workers: expression }, index) => parsed(`queues.${index}.workers`, expression)),
    ...departments.flatMap((department, index) => whenClosed(`departments.${index}`, department)),
    ...workflows.flatMap((workflow, index) => [
      ...whenClosed(`workflows.${index}`, workflow),
      ...known(`workflows.${index}.overflow.workflow`, 'workflow', workflow.overflow?.workflow),
      ...workflow.filters.flatMap(({ expression }, at) =>
        parsed(`workflows.${index}.filters.${at}.expression`, expression),
      ),
    ]),
    ...targetsOf(config).flatMap(({ path, target }) => [
      ...known(`${path}.queue`, 'queue', target.queue),
      ...parsed(`${path}.expression`, target.expression),
      ...parsed(`${path}.skipIf`, target.skipIf),
      ...ordered(`${path}.orderBy`, target.orderBy),
      ...(target.knownAgent && target.timeout === undefined
        ? [{ path: `${path}.timeout`, message: 'a known agent may never come: say for how many seconds to wait' }]
        : []),
    ]),
    ...workers.flatMap((worker, index) => [
      ...known(`workers.${index}.activity`, 'activity', worker.activity),
      ...worker.departments.flatMap((name, at) => known(`workers.${index}.departments.${at}`, 'department', name)),
      ...Object.keys(worker.skills).flatMap((name) => known(`workers.${index}.skills.${name}`, 'skill', name)),
      ...Object.keys(worker.capacity).flatMap((name) =>
        known(`workers.${index}.capacity.${name}`, 'task channel', name),
      ),
      ...Object.keys(worker.attributes)
        .filter((name) => ['languages', 'departments', 'skills', 'routing'].includes(name))
        .map((name) => ({
          path: `workers.${index}.attributes.${name}`,
          message: 'stands beside attributes, not in them',
        })),
    ]),
  ];
}

/** Every target with its path, the default ones included. */
export const targetsOf = ({ workflows }: TaskRouterConfig): { path: string; target: Target }[] =>
  workflows.flatMap((workflow, index) => [
    ...workflow.filters.flatMap(({ targets }, at) =>
      targets.map((target, step) => ({ path: `workflows.${index}.filters.${at}.targets.${step}`, target })),
    ),
    ...(workflow.default ? [{ path: `workflows.${index}.default`, target: workflow.default }] : []),
  ]);

function parsed(path: string, expression: string | undefined): Fault[] {
  try {
    if (expression !== undefined) parseExpression(expression);
    return [];
  } catch (error) {
    return [{ path, message: reasonOf(error) }];
  }
}

const ordered = (path: string, orderBy: string | undefined): Fault[] =>
  (orderBy ?? 'worker.x')
    .split(',')
    .filter((part) => !/^\s*worker(\.[A-Za-z_]\w*)+(\s+(ASC|DESC))?\s*$/i.test(part))
    .map((part) => ({ path, message: `takes worker.<attribute> ASC or DESC, not "${part.trim()}"` }));

/** Found again by its name, a thing must be the only one that has it. */
const twice = (kind: string, names: readonly string[]): Fault[] =>
  [...new Set(names.filter((name, index) => names.indexOf(name) < index))].map((name) => ({
    path: kind,
    message: `there are two of the name "${name}"`,
  }));
