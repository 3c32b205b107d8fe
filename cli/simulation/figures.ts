import type { Fate, Run } from './replay.ts';

/** What a number of arrivals came to. Waits are seconds. */
export type Figures = {
  came: number;
  served: number;
  /** Who left, and whom the workflow dropped. */
  abandoned: number;
  /** Nobody had come for them when the time was over. */
  waiting: number;
  /** Of those who were served; undefined where none was. */
  median: number | undefined;
  /** Nine of ten who were served waited no longer. */
  p90: number | undefined;
  /** Of all of them. */
  longest: number;
  /** How many of a hundred who came were served within the time of the service level. */
  level: number;
};

/** `busy`: in how many of a hundred minutes the worker had a task; `load`: how many at once on average. */
export type WorkerFigures = { name: string; served: number; busy: number; load: number };

export type Report = {
  all: Figures;
  queues: Record<string, Figures>;
  /** By the hour (UTC) in which they came: `2026-01-05 09:00`. */
  hours: Record<string, Figures>;
  workers: WorkerFigures[];
};

/** A run in figures; `within` are the seconds of the service level. */
export const reportOn = (run: Run, within: number): Report => ({
  all: figuresOf(run.fates, within),
  queues: grouped(run.fates, ({ queue }) => queue, within),
  hours: grouped(run.fates, ({ at }) => hourOf(at), within),
  workers: run.workers.map((name) => workerFigures(run, name)),
});

/** What these arrivals came to. */
export function figuresOf(fates: readonly Fate[], within: number): Figures {
  const waits = fates.filter(({ end }) => end === 'served').map(waitOf);
  waits.sort((one, other) => one - other);
  const count = (...ends: Fate['end'][]) => fates.filter(({ end }) => ends.includes(end)).length;
  return {
    came: fates.length,
    served: waits.length,
    abandoned: count('left', 'dropped'),
    waiting: count('waiting'),
    median: nearest(waits, 0.5),
    p90: nearest(waits, 0.9),
    longest: fates.reduce((most, fate) => Math.max(most, waitOf(fate)), 0),
    level: fates.length === 0 ? 100 : (waits.filter((wait) => wait <= within).length / fates.length) * 100,
  };
}

const waitOf = ({ at, until }: Fate): number => (until - at) / 1_000;

/** The value that this share of the sorted ones does not exceed. */
const nearest = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)];

const grouped = (fates: readonly Fate[], by: (fate: Fate) => string, within: number): Record<string, Figures> =>
  Object.fromEntries(
    [...Map.groupBy(fates, by)]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, some]) => [name, figuresOf(some, within)]),
  );

const hourOf = (at: number): string => `${new Date(at).toISOString().slice(0, 13).replace('T', ' ')}:00`;

function workerFigures({ work, from, until }: Run, name: string): WorkerFigures {
  const spans = work.flatMap(({ worker, accepted, until: end }) =>
    worker === name && accepted !== undefined ? [{ from: accepted, until: Math.min(end, until) }] : [],
  );
  spans.sort((one, other) => one.from - other.from);
  let covered = from;
  let busy = 0;
  for (const span of spans) {
    busy += Math.max(span.until - Math.max(span.from, covered), 0);
    covered = Math.max(covered, span.until);
  }
  const held = spans.reduce((sum, span) => sum + span.until - span.from, 0);
  const whole = Math.max(until - from, 1);
  return { name, served: spans.length, busy: (busy / whole) * 100, load: held / whole };
}
