import { evaluate } from '../../../lib/tasks/expression/evaluate.ts';
import { parseExpression } from '../expression/parse.ts';
import type { TaskQueue, Worker } from '../model.ts';
import { attributesOf, type Space } from '../space.ts';

/** Whether a queue's TargetWorkers selects such attributes; an empty expression selects nobody. */
export const selects = (space: Space, queue: TaskQueue, attributes: unknown): boolean =>
  queue.targetWorkers.trim() !== '' && evaluate(parseExpression(queue.targetWorkers), attributes, space.lint);

/** Works out again who belongs to the queue, and has its tasks looked at. */
export function refreshQueue(space: Space, queue: TaskQueue): void {
  const workers = [...space.workers.values()].filter((worker) => selects(space, queue, attributesOf(worker)));
  space.members.set(queue.sid, new Set(workers));
  for (const worker of workers) space.unsettled.workers.add(worker);
}

/** Works out again which queues the worker belongs to, and has their tasks looked at. */
export function refreshWorker(space: Space, worker: Worker): void {
  for (const queue of space.taskQueues.values()) {
    const members = space.members.get(queue.sid) ?? new Set();
    if (selects(space, queue, attributesOf(worker))) members.add(worker);
    else members.delete(worker);
    space.members.set(queue.sid, members);
  }
  space.unsettled.workers.add(worker);
}
