import { fit } from './fit.ts';

/** Something that can be chosen. */
export type Entry = {
  id: string;
  title: string;
  /** What else it is known by, and found by. */
  detail?: string;
  channel?: string;
  /** The key that does the same. */
  key?: string;
  run: () => void;
};

export type Group = { name: string; title: string; entries: readonly Entry[] };

/** Of every group what answers to what was typed, the best first and at most eight; all of it while nothing was typed. */
export function found(groups: readonly Group[], typed: string): readonly Group[] {
  if (typed.trim() === '') return groups.filter(({ entries }) => entries.length > 0);
  return groups
    .map((group) => ({ ...group, entries: best(group.entries, typed) }))
    .filter(({ entries }) => entries.length > 0);
}

/** The id of the entry that is so many steps from another, around the ends; the first where that one is not there any more. */
export function stepFrom(groups: readonly Group[], id: string | undefined, steps: number): string | undefined {
  const ids = groups.flatMap(({ entries }) => entries.map((entry) => entry.id));
  const at = id === undefined ? -1 : ids.indexOf(id);
  return at < 0 ? ids.at(0) : ids.at((at + steps) % ids.length);
}

const most = 8;

const best = (entries: readonly Entry[], typed: string): readonly Entry[] =>
  entries
    .flatMap((entry) => {
      const fits = fit(typed, `${entry.title} ${entry.detail ?? ''}`);
      return fits === undefined ? [] : [{ entry, fits }];
    })
    .toSorted((one, other) => one.fits - other.fits)
    .slice(0, most)
    .map(({ entry }) => entry);
