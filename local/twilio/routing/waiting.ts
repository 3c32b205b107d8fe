import type { Task } from '../model.ts';
import type { Space } from '../space.ts';

/** Negative where the first task is to be assigned first. */
export type Order = (first: Task, second: Task) => number;

const oldestFirst: Order = (a, b) =>
  b.priority - a.priority || a.virtualStartTime - b.virtualStartTime || (a.sid < b.sid ? -1 : 1);
/** LIFO leaves the priority out of account. */
const newestFirst: Order = (a, b) => b.virtualStartTime - a.virtualStartTime || (a.sid > b.sid ? -1 : 1);

export const orderNamed = (name: 'FIFO' | 'LIFO'): Order => (name === 'FIFO' ? oldestFirst : newestFirst);

/** What the task waits for: one worker, or the workers of its queue. */
export const poolOf = (task: Task): string =>
  task.routingTarget?.startsWith('WK') ? task.routingTarget : (task.taskQueueSid ?? '');

/** The order within a queue. */
export const orderOf = (space: Space, pool: string): Order =>
  orderNamed(space.taskQueues.get(pool)?.taskOrder ?? 'FIFO');

/** Puts a pending task among those of its pool. */
export function joinWaiting(space: Space, task: Task): void {
  const pool = poolOf(task);
  if (task.status !== 'pending' || pool === '') return;
  const waiting = space.waiting.get(pool) ?? [];
  const order = orderOf(space, pool);
  let low = 0;
  let high = waiting.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = waiting[middle];
    if (other && order(other, task) < 0) low = middle + 1;
    else high = middle;
  }
  waiting.splice(low, 0, task);
  space.waiting.set(pool, waiting);
}

/** Takes a task out of its pool; nothing happens where it does not wait. */
export function leaveWaiting(space: Space, task: Task): void {
  const waiting = space.waiting.get(poolOf(task));
  const index = waiting?.indexOf(task) ?? -1;
  if (index >= 0) waiting?.splice(index, 1);
}

/** Several lists, each in its own order, as one: the head that comes first goes next. */
export function* merged(lists: readonly (readonly Task[])[], order: Order): Generator<Task> {
  const heads = lists.map(() => 0);
  for (;;) {
    let best: Task | undefined;
    let from = -1;
    lists.forEach((list, index) => {
      const head = list[heads[index] ?? 0];
      if (head && (!best || order(head, best) < 0)) [best, from] = [head, index];
    });
    if (!best) return;
    heads[from] = (heads[from] ?? 0) + 1;
    yield best;
  }
}
