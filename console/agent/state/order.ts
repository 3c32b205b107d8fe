import type { Task } from '../../../lib/console/protocol/work.ts';

/** Who has waited longest for this agent comes first; those who wait for nothing come after, the newest first. */
export const inOrder = (tasks: readonly Task[]): Task[] =>
  [...tasks].sort((one, other) => rank(one) - rank(other) || one.acceptedAt - other.acceptedAt);

/** The task after this one in that order, or before it with -1; round at the ends. Undefined where there is no other. */
export function nextAfter(tasks: readonly Task[], thread: string | undefined, step: 1 | -1 = 1): string | undefined {
  const ordered = inOrder(tasks);
  const at = ordered.findIndex((task) => task.thread === thread);
  const next = ordered.at(at < 0 ? Math.min(step, 0) : (at + step) % ordered.length)?.thread;
  return next === thread ? undefined : next;
}

/** Epoch milliseconds are far below this: whoever waits for nothing sorts after all who wait. */
const never = 2 ** 52;

function rank({ waitingSince, last, state }: Task): number {
  if (state === 'wrapping') return never * 2;
  return waitingSince ?? never - (last?.at ?? 0);
}
