import * as z from 'zod';
import { Permanent } from '../../lib/errors.ts';
import type { TaskRouterConfig } from '../../lib/tasks/config.ts';
import type { Arrival } from './arrivals.ts';
import { createRandom, type Random } from './random.ts';

const weights = z.record(z.string(), z.number().nonnegative());
const spanSchema = z.strictObject({ median: z.number().positive(), spread: z.number().min(1) });

/** A day to make up arrivals for. Weights say how often, in whatever unit; spans are seconds. */
const daySchema = z.strictObject({
  /** The date, in UTC. */
  date: z.iso.date(),
  /** How many arrive. */
  tasks: z.int().positive(),
  /** A weight for each of the 24 hours. */
  curve: z.array(z.number().nonnegative()).length(24),
  workflow: z.string().optional(),
  /** Weights of the task channels. */
  channels: weights,
  languages: weights,
  /** How many of a hundred are VIPs. */
  vips: z.number().min(0).max(100),
  /** What else tasks ask for. */
  asks: z
    .array(z.strictObject({ weight: z.number().positive(), attributes: z.record(z.string(), z.unknown()) }))
    .min(1),
  handling: spanSchema,
  patience: spanSchema,
});
export type Day = z.infer<typeof daySchema>;

/** A day as the operator describes it; what they leave out is as in `usual`. Throws Permanent with every fault and its path. */
export function readDay(json: unknown, usual: Day): Day {
  const parsed = daySchema.partial().safeParse(json);
  if (parsed.success) return { ...usual, ...parsed.data };
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Permanent(`the day does not fit: ${faults.join('; ')}`);
}

/** A day for which nothing is known: busy for these workers, and asking for what they offer. */
export function usualDay({ workers, skills, departments, taskChannels }: TaskRouterConfig): Day {
  const spoken = Map.groupBy(
    workers.flatMap(({ languages }) => languages),
    (language) => language,
  );
  const asks = [
    ...skills.map((skill) => ({ weight: 1, attributes: { skills: { [skill]: 1 } } })),
    ...departments.map(({ name }) => ({ weight: 1, attributes: { department: name } })),
  ];
  return {
    date: '2026-01-05',
    tasks: Math.max(workers.flatMap(({ capacity }) => Object.values(capacity)).reduce(sum, 0) * 60, 1),
    curve: [2, 1, 1, 1, 1, 2, 4, 8, 16, 22, 24, 22, 18, 18, 20, 20, 18, 14, 10, 8, 6, 4, 3, 2],
    channels: Object.fromEntries(taskChannels.map(({ name }) => [name, name === 'voice' ? 1 : 4])),
    languages:
      spoken.size > 0 ? Object.fromEntries([...spoken].map(([name, { length }]) => [name, length])) : { en: 1 },
    vips: 5,
    asks: [{ weight: Math.max(asks.length * 2, 1), attributes: {} }, ...asks],
    handling: { median: 360, spread: 2 },
    patience: { median: 600, spread: 2 },
  };
}

const sum = (one: number, other: number): number => one + other;

/** Makes up the arrivals of a day, in order of time: the same ones for the same seed. */
export function generateDay(day: Day, seed: number): Arrival[] {
  const random = createRandom(seed);
  return Array.from({ length: day.tasks }, () => generate(day, random)).sort((one, other) => one.at - other.at);
}

function generate(day: Day, random: Random): Arrival {
  const hour = Number(random.pick(Object.fromEntries(day.curve.map((weight, index) => [`${index}`, weight]))));
  const at = Date.parse(`${day.date}T00:00:00Z`) + Math.floor((hour + random.number()) * 3_600_000);
  const asked = Number(random.pick(Object.fromEntries(day.asks.map(({ weight }, index) => [`${index}`, weight]))));
  return {
    at,
    ...(day.workflow !== undefined && { workflow: day.workflow }),
    taskChannel: random.pick(day.channels),
    priority: 0,
    attributes: {
      language: random.pick(day.languages),
      vip: random.number() * 100 < day.vips,
      ...day.asks[asked]?.attributes,
    },
    handling: Math.max(Math.round(random.around(day.handling)), 1),
    patience: Math.max(Math.round(random.around(day.patience)), 1),
  };
}
