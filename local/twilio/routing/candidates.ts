import { evaluate, lookUp } from '../../../lib/tasks/expression/evaluate.ts';
import type { Task, Worker } from '../model.ts';
import { attributesOf, type Space } from '../space.ts';
import { channelOf, hasRoom, isAvailable } from './capacity.ts';
import type { Target } from './configuration.ts';
import { compareBy, usableKeys } from './order-by.ts';
import { targetOf } from './target.ts';

/** The workers who could take the task now, best first; only those `among`, where given. */
export function candidatesOf(space: Space, task: Task, among?: ReadonlySet<Worker>): Worker[] {
  const free = (worker: Worker) => isAvailable(space, worker) && hasRoom(space, worker, task.taskChannelSid);
  if (task.routingTarget?.startsWith('WK')) {
    const worker = space.workers.get(task.routingTarget);
    return worker && (task.ignoreCapacity || free(worker)) ? [worker] : [];
  }
  const target = targetOf(space, task);
  const members = space.members.get(task.taskQueueSid ?? '');
  const known = target?.knownWorker && knownWorker(space, task, target.knownWorker);
  const able = [...(among ?? members ?? [])].filter(
    (worker) =>
      members?.has(worker) &&
      (!target?.knownWorker || worker === known) &&
      free(worker) &&
      fits(space, task, target, worker),
  );
  const keys = usableKeys(target?.orderBy ?? [], able, space.lint);
  const ownRoundRobin = space.taskChannels.get(task.taskChannelSid)?.channelOptimizedRouting === true;
  const turnOf = (worker: Worker) =>
    (ownRoundRobin ? channelOf(worker, task.taskChannelSid)?.turn : undefined) ?? worker.turn;
  return able.sort((a, b) => compareBy(keys, a, b) || turnOf(a) - turnOf(b) || (a.sid < b.sid ? -1 : 1));
}

function fits(space: Space, task: Task, target: Target | undefined, worker: Worker): boolean {
  if (!target?.expression) return true;
  return evaluate(target.expression, { task: attributesOf(task), worker: workerScope(space, worker) }, space.lint);
}

/** What an expression may ask of a worker: the attributes and the worker's own names. */
export const workerScope = (space: Space, worker: Worker): object => ({
  ...Object(attributesOf(worker)),
  sid: worker.sid,
  friendly_name: worker.friendlyName,
  activity_sid: worker.activitySid,
  activity_name: space.activities.get(worker.activitySid)?.friendlyName ?? null,
});

function knownWorker(space: Space, task: Task, { by, path }: NonNullable<Target['knownWorker']>): Worker | undefined {
  const value = lookUp(path, attributesOf(task));
  const worker = [...space.workers.values()].find((one) => one[by] === value);
  if (!worker) space.lint(`40154: task.${path.join('.')} names no worker of this workspace`);
  else if (!space.members.get(task.taskQueueSid ?? '')?.has(worker))
    space.lint(`40152: worker ${worker.friendlyName} of task.${path.join('.')} is not in the task's queue`);
  return worker;
}
