import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Task } from './model.ts';

/** What a search by attributes sees, which lags behind the writes by `faults.searchLag` milliseconds. */
export type SearchIndex = {
  record(task: Task): void;
  /** The attributes as the search knows them; undefined where it does not know the task yet. */
  attributesOf(task: Task): string | undefined;
};

export function createSearchIndex(clock: Clock, faults: Faults): SearchIndex {
  const written = new WeakMap<Task, { attributes: string; at: number }[]>();
  const seen = (at: number) => at + faults.searchLag <= clock.now();
  return {
    record(task) {
      const before = written.get(task) ?? [];
      const lastSeen = before.findLastIndex(({ at }) => seen(at));
      const writes = before.slice(Math.max(lastSeen, 0));
      written.set(task, [...writes, { attributes: task.attributes, at: clock.now() }]);
    },
    attributesOf(task) {
      const writes = written.get(task);
      return writes && faults.searchLag > 0 ? writes.findLast(({ at }) => seen(at))?.attributes : task.attributes;
    },
  };
}
