import { type Lint, lookUp } from '../../../lib/tasks/expression/evaluate.ts';
import type { Worker } from '../model.ts';
import { invalid } from '../problem.ts';
import { attributesOf } from '../space.ts';

export type OrderKey = { path: string[]; direction: 1 | -1 };

/** Reads `worker.level DESC, worker.tie ASC`; throws Problem 400/20001 on a syntax error. */
export const parseOrderBy = (source: string): OrderKey[] =>
  source.split(',').map((part) => {
    const match = /^\s*worker((?:\.[A-Za-z_]\w*)+)(?:\s+(ASC|DESC))?\s*$/i.exec(part);
    if (!match) throw invalid(`Invalid expression: order_by takes worker.<attribute> ASC|DESC, not '${part.trim()}'`);
    const [, path = '', direction = 'ASC'] = match;
    return { path: path.slice(1).split('.'), direction: direction.toUpperCase() === 'DESC' ? -1 : 1 };
  });

/** Those keys by which the workers can be ordered: one that is not an integer everywhere it occurs is left out. */
export const usableKeys = (keys: readonly OrderKey[], workers: readonly Worker[], lint: Lint): OrderKey[] =>
  keys.filter(({ path }) => {
    const usable = workers.every((worker) => {
      const value = lookUp(path, attributesOf(worker));
      return value === undefined || value === null || Number.isInteger(value);
    });
    if (!usable) lint(`order_by: worker.${path.join('.')} is not an integer on every worker, so it is ignored`);
    return usable;
  });

/** Negative where the first worker goes first; a worker without the attribute goes last in both directions. */
export function compareBy(keys: readonly OrderKey[], first: Worker, second: Worker): number {
  for (const { path, direction } of keys) {
    const [a, b] = [numberOf(first, path), numberOf(second, path)];
    if (a !== b) return a === undefined ? 1 : b === undefined ? -1 : (a - b) * direction;
  }
  return 0;
}

function numberOf(worker: Worker, path: readonly string[]): number | undefined {
  const value = lookUp(path, attributesOf(worker));
  return typeof value === 'number' ? value : undefined;
}
