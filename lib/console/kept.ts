/** At most so many answers are kept: more are of people who have gone home. */
const most = 1_000;

/**
 * Reads something by its name and keeps it in memory for `milliseconds`. What is not there is looked for each time, so that
 * what comes into being need not wait.
 */
export function keep<Source, Found>(
  read: (source: Source, name: string) => Promise<Found | undefined>,
  milliseconds: number,
  now: () => number,
) {
  const known = new Map<string, { found: Found; until: number }>();
  return async (source: Source, name: string): Promise<Found | undefined> => {
    const there = known.get(name);
    if (there && there.until > now()) return there.found;
    const found = await read(source, name);
    known.delete(name);
    if (found !== undefined) known.set(name, { found, until: now() + milliseconds });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return found;
  };
}
