import type { Colleagues } from '../../../../lib/console/protocol/desk.ts';
import type { Target } from '../../../../lib/deed.ts';

/** Somebody, or a queue, to whom a conversation can be handed. */
export type Candidate = { key: string; name: string; target: Target } & (
  | { kind: 'worker'; activity: string; available: boolean }
  | { kind: 'queue'; workers: number; waiting: number }
);

/** The colleagues and queues whose name holds every word of `filter`: who is free first, queues last; never oneself. */
export function candidatesOf({ workers, queues }: Colleagues, me: string, filter: string): Candidate[] {
  const words = filter.toLowerCase().split(/\s+/);
  const fits = (...names: string[]) => words.every((word) => names.join(' ').toLowerCase().includes(word));
  const people = workers
    .filter(({ name, fullName }) => name !== me && fits(name, fullName))
    .toSorted(
      (one, other) => Number(other.available) - Number(one.available) || one.fullName.localeCompare(other.fullName),
    )
    .map(
      ({ sid, name, fullName, activity, available }): Candidate => ({
        key: `worker ${sid}`,
        name: fullName,
        target: { worker: { sid, name } },
        kind: 'worker',
        activity,
        available,
      }),
    );
  const lines = queues
    .filter(({ name }) => fits(name))
    .map(
      ({ name, available, waiting }): Candidate => ({
        key: `queue ${name}`,
        name,
        target: { queue: name },
        kind: 'queue',
        workers: available,
        waiting,
      }),
    );
  return [...people, ...lines];
}
