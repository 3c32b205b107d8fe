/** What a table is sorted by, and which way. */
export type Sort = { by: string; down: boolean };

/** A row as it is shown: `gone` when there is none of its key any more. */
export type Standing<Row> = { row: Row; gone: boolean };

/** The rows by what `of` gives for each; equals keep their order, and a row without it comes last, whichever way. */
export function sorted<Row>(
  rows: readonly Row[],
  of: (row: Row) => string | number | undefined,
  down: boolean,
): readonly Row[] {
  return rows.toSorted((one, other) => {
    const [left, right] = [of(one), of(other)];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    return (down ? -1 : 1) * compare(left, right);
  });
}

/**
 * The rows in the order in which they stood before, each as it is now: one that is gone stays in its place as it was, and new
 * ones come last, so that nothing moves under the pointer.
 */
export function held<Row>(
  before: readonly Row[],
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): readonly Standing<Row>[] {
  const now = new Map(rows.map((row) => [keyOf(row), row]));
  const known = new Set(before.map(keyOf));
  return [
    ...before.map((row) => ({ row: now.get(keyOf(row)) ?? row, gone: !now.has(keyOf(row)) })),
    ...rows.filter((row) => !known.has(keyOf(row))).map((row) => ({ row, gone: false })),
  ];
}

const compare = (left: string | number, right: string | number): number =>
  typeof left === 'number' && typeof right === 'number'
    ? left - right
    : String(left).localeCompare(String(right), undefined, { numeric: true });
