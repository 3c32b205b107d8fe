import { isDeepStrictEqual } from 'node:util';
import type { Applied, AppliedThing, Kind, Present, Thing } from './applied.ts';

/** One value of a thing that differs; undefined where there is none. */
export type Difference = { path: string; was: unknown; becomes: unknown };
export type Change = { action: 'create' | 'update' | 'delete'; kind: Kind; name: string; differences: Difference[] };

/** A change and what it is about. */
export type Step = Change & { wanted?: Thing; present?: Present };

/**
 * What would make `present` what is `wanted`, in the order in which it can be done. What is there and not wanted is deleted
 * only where an apply has `applied` it, or with `prune`. Pure.
 */
export function stepsTo(
  wanted: readonly Thing[],
  present: readonly Present[],
  { applied, prune }: { applied: Applied | undefined; prune: boolean },
): Step[] {
  const kept = new Set<string>();
  const steps = wanted.flatMap((thing): Step[] => {
    const before = applied?.things.find((one) => isSame(one, thing));
    const found =
      present.find(({ kind, sid }) => kind === thing.kind && sid === before?.sid) ??
      present.find((one) => isSame(one, thing));
    const { kind, name } = thing;
    if (!found) return [{ action: 'create', kind, name, differences: differencesOf(thing, undefined), wanted: thing }];
    kept.add(`${kind} ${found.sid}`);
    const differences = differencesOf(thing, found, before);
    return differences.length > 0 ? [{ action: 'update', kind, name, differences, wanted: thing, present: found }] : [];
  });
  const made = new Set(applied?.things.flatMap(({ kind, sid, made }) => (made ? [`${kind} ${sid}`] : [])));
  const surplus = present.filter(({ kind, sid, name }) => {
    const id = `${kind} ${sid}`;
    const isOwn = made.has(id) || (prune && !(kind === 'task channel' && predefinedChannels.includes(name)));
    return deletable.has(kind) && !kept.has(id) && isOwn;
  });
  return [
    ...steps,
    ...surplus
      .toReversed()
      .map(
        (thing): Step => ({ action: 'delete', kind: thing.kind, name: thing.name, differences: [], present: thing }),
      ),
  ];
}

/** What somebody changed by hand since the last apply: for each thing that it left, what it was and what it is now. Pure. */
export const driftFrom = (applied: Applied, present: readonly Present[]): Change[] =>
  applied.things.flatMap((thing): Change[] => {
    const { kind, name } = thing;
    const found = present.find((one) => one.kind === kind && one.sid === thing.sid);
    if (!found) return [{ action: 'delete', kind, name, differences: [] }];
    const differences = differencesOf(thing, found).map(({ path, was, becomes }) => ({
      path,
      was: becomes,
      becomes: was,
    }));
    return differences.length > 0 ? [{ action: 'update', kind, name, differences }] : [];
  });

/** TaskRouter tells workers apart whatever the case of their names. */
const isSame = (one: { kind: Kind; name: string }, other: { kind: Kind; name: string }): boolean =>
  one.kind === other.kind &&
  (one.name === other.name || (one.kind === 'worker' && one.name.toLowerCase() === other.name.toLowerCase()));

const deletable = new Set<Kind>(['activity', 'task channel', 'queue', 'workflow', 'worker']);

/** Every workspace is born with these. */
export const predefinedChannels = ['default', 'voice', 'chat', 'sms', 'video'];

/**
 * The values that differ. Of a worker's attributes and capacities only those count that are wanted, or that were the last
 * time: the others are not ours.
 */
function differencesOf(wanted: Thing, present: Thing | undefined, before?: AppliedThing): Difference[] {
  const renamed =
    present && present.name !== wanted.name ? [{ path: 'name', was: present.name, becomes: wanted.name }] : [];
  const fields = Object.keys(wanted.fields).flatMap((field) => {
    const [was, becomes] = [present?.fields[field], wanted.fields[field]];
    if (wanted.kind !== 'worker' || !isObject(becomes)) return leaves(field, was, becomes);
    const ours = new Set([...Object.keys(becomes), ...keysOf(before?.fields[field])]);
    return [...ours].flatMap((key) => leaves(`${field}.${key}`, isObject(was) ? was[key] : undefined, becomes[key]));
  });
  return [...renamed, ...fields];
}

function leaves(path: string, was: unknown, becomes: unknown): Difference[] {
  if (isDeepStrictEqual(was, becomes)) return [];
  if (!(isBranch(was) && isBranch(becomes))) return [{ path, was, becomes }];
  const [old, young] = [Object(was), Object(becomes)];
  const keys = new Set([...Object.keys(old), ...Object.keys(young)]);
  return [...keys].flatMap((key) => leaves(`${path}.${key}`, old[key], young[key]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is compared piece by piece; a list of words is shown whole. */
const isBranch = (value: unknown): boolean =>
  isObject(value) || (Array.isArray(value) && value.some((item) => typeof item === 'object'));

const keysOf = (value: unknown): string[] => (isObject(value) ? Object.keys(value) : []);
