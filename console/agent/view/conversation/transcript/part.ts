/** Items that are shown at first, and how many more each time that one scrolls to the upper end. */
const atFirst = 100;
const more = 150;

/**
 * Where the shown part begins, given the times of all items: at the first of `since` or later, or so that the newest are shown.
 * By time and not by an item, for what is read from further back changes labels and folds.
 */
export function startOf(times: readonly number[], since: number | undefined): number {
  const start = since === undefined ? -1 : times.findIndex((time) => time >= since);
  return start === -1 ? Math.max(0, times.length - atFirst) : start;
}

/** The time since which more is shown than from `start`. */
export const earlierThan = (times: readonly number[], start: number): number | undefined =>
  times[Math.max(0, start - more)];
