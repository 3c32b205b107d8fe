/** What a table is sorted by, and which way. */
export type Sort = { by: string; down: boolean };

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

const compare = (left: string | number, right: string | number): number =>
  typeof left === 'number' && typeof right === 'number'
    ? left - right
    : String(left).localeCompare(String(right), undefined, { numeric: true });
