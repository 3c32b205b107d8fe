import { evaluate } from '../../../lib/tasks/expression/evaluate.ts';
import { publishTask } from '../events.ts';
import { changeTask, placeTask } from '../lifecycle/changes.ts';
import { cancelTask } from '../lifecycle/end-task.ts';
import type { Step, Task } from '../model.ts';
import { attributesOf, type Space } from '../space.ts';
import { isStepOver } from './deadlines.ts';
import { settle } from './settle.ts';
import { knownWorkerData, routingOf } from './target.ts';

/** Why a task leaves a place in its workflow. */
type Leaving = 'unmatched' | 'skipped' | 'timed-out';

/** Takes a task into its workflow, from the first filter on, under the newest configuration. */
export function enterWorkflow(space: Space, task: Task): void {
  placeTask(space, task, { step: null });
  publishTask(space, 'workflow.entered', task);
  enterFilter(space, task, 0, 0, 'unmatched');
}

/** Has a task that is pending again tried once more, or goes on where its time at this target is over. */
export function continueWorkflow(space: Space, task: Task): void {
  if (isStepOver(space, task)) leaveTarget(space, task, 'timed-out');
  else space.unsettled.tasks.add(task);
}

function enterFilter(space: Space, task: Task, from: number, allowance: number, leaving: Leaving): void {
  const routing = routingOf(space, task);
  const attributes = attributesOf(task);
  const scope = { task: attributes, ...Object(attributes) };
  const filter = routing?.filters.findIndex(
    ({ expression }, index) => index >= from && evaluate(expression, scope, space.lint),
  );
  if (filter !== undefined && filter >= 0) enterTarget(space, task, { filter, target: 0 }, allowance);
  else if (leaving !== 'timed-out' && routing?.defaultTarget && from < outside)
    enterTarget(space, task, { filter: null, target: 0 }, allowance);
  else fallOut(space, task, leaving);
}

/** Behind all filters and the default filter. */
const outside = Number.POSITIVE_INFINITY;

function enterTarget(space: Space, task: Task, place: Pick<Step, 'filter' | 'target'>, spent: number): void {
  const routing = routingOf(space, task);
  const target = place.filter === null ? routing?.defaultTarget : routing?.filters[place.filter]?.targets[place.target];
  if (!target) return;
  const step = {
    ...place,
    revision: task.step?.revision ?? newestRevision(space, task),
    allowance: spent + (target.timeout ?? 0),
    timed: target.timeout !== undefined,
  };
  const isFirst = task.queueEntered === null;
  const moves = isFirst || task.taskQueueSid !== target.queueSid;
  const change = isFirst ? placeTask : changeTask;
  change(space, task, {
    step,
    taskQueueSid: target.queueSid,
    queueEntered: moves ? space.clock.now() : task.queueEntered,
    priority: target.priority ?? task.priority,
  });
  const known = { data: knownWorkerData(space, task) };
  publishTask(space, 'workflow.target-matched', task, known);
  if (moves && !isFirst) publishTask(space, 'task-queue.moved', task, known);
  if (moves) publishTask(space, 'task-queue.entered', task, known);
  space.unsettled.tasks.add(task);
  settle(space);
  if (task.status !== 'pending' || task.step !== step) return;
  if (target.skipIf && evaluate(target.skipIf, workersScope(space, target.queueSid), space.lint))
    leaveTarget(space, task, 'skipped');
  else if (isStepOver(space, task)) leaveTarget(space, task, 'timed-out');
}

function leaveTarget(space: Space, task: Task, leaving: Leaving): void {
  if (leaving === 'timed-out') publishTask(space, 'task-queue.timeout', task);
  if (!task.step) return;
  const { filter, target, allowance } = task.step;
  if (filter === null) enterFilter(space, task, outside, allowance, leaving);
  else if (routingOf(space, task)?.filters[filter]?.targets[target + 1])
    enterTarget(space, task, { filter, target: target + 1 }, allowance);
  else enterFilter(space, task, filter + 1, allowance, leaving);
}

function fallOut(space: Space, task: Task, leaving: Leaving): void {
  if (leaving === 'timed-out') publishTask(space, 'workflow.timeout', task);
  if (leaving === 'skipped') publishTask(space, 'workflow.skipped', task);
  const reasons = {
    unmatched: 'No workflow filter matched',
    skipped: 'Task skipped out of its workflow',
    'timed-out': 'Workflow timed out',
  };
  cancelTask(space, task, reasons[leaving]);
}

const newestRevision = (space: Space, task: Task): number =>
  (space.workflows.get(task.workflowSid ?? '')?.configurations.length ?? 1) - 1;

/** What skip_if may ask: how many workers of the queue are in which activity. */
function workersScope(space: Space, queueSid: string): unknown {
  const workers: Record<string, number> = { available: 0, unavailable: 0 };
  for (const activity of space.activities.keys()) workers[activity] = 0;
  for (const { activitySid } of space.members.get(queueSid) ?? []) {
    const kind = space.activities.get(activitySid)?.available ? 'available' : 'unavailable';
    workers[kind] = (workers[kind] ?? 0) + 1;
    workers[activitySid] = (workers[activitySid] ?? 0) + 1;
  }
  return { workers };
}
