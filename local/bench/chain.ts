type Span = { start: number; end: number };

/** How many of the calls came one after the other: the longest chain in which each began when the one before was over. */
export function chainLength(calls: Span[]): number {
  let length = 0;
  let over = Number.NEGATIVE_INFINITY;
  // Taking the earliest end each time leaves the most room for others, so no chain is longer.
  for (const { start, end } of calls.toSorted((one, other) => one.end - other.end)) {
    if (start < over) continue;
    length += 1;
    over = end;
  }
  return length;
}
