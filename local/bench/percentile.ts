/** The smallest of `values` that `percent` of them do not exceed (nearest rank). Throws where there are no values. */
export function percentile(values: number[], percent: number): number {
  const value = values.toSorted((one, other) => one - other)[Math.ceil((percent / 100) * values.length) - 1];
  if (value === undefined) throw new Error('there is nothing to take a percentile of');
  return value;
}

/** The percentile that half of the values do not exceed. */
export const median = (values: number[]): number => percentile(values, 50);
