/** What a clock on the wall says: the date `YYYY-MM-DD` and the minutes since its midnight. */
export type WallTime = { date: string; minutes: number };

/** What the clocks of an IANA zone say at `at`, in epoch milliseconds. Throws RangeError for a zone that does not exist. */
export function wallTimeAt(zone: string, at: number): WallTime {
  const part = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return { date: `${part.year}-${part.month}-${part.day}`, minutes: Number(part.hour) * 60 + Number(part.minute) };
}

/**
 * The moments of a date, in epoch milliseconds, at which the clocks of the zone may begin to show one of these times, given
 * in minutes from midnight: where it comes twice both, and in any case the moment at which the clocks are changed.
 */
export function momentsOn(zone: string, date: string, minutes: readonly number[]): number[] {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const [before, after] = [offsetAt(zone, midnight - furthestEast), offsetAt(zone, midnight + furthestWest + day)];
  const shown = minutes.map((count) => midnight + count * minute);
  const moments =
    before === after
      ? shown.map((each) => each - before)
      : [...shown.flatMap((each) => [each - before, each - after]), changeOf(zone, midnight, after)];
  return moments.filter((moment) => wallTimeAt(zone, moment).date === date).sort((one, other) => one - other);
}

/** The first moment at which the clocks have this offset, of those around a date. */
function changeOf(zone: string, midnight: number, offset: number): number {
  let [low, high] = [midnight - furthestEast, midnight + furthestWest + day];
  while (high - low > minute) {
    const middle = low + Math.floor((high - low) / 2 / minute) * minute;
    if (offsetAt(zone, middle) === offset) high = middle;
    else low = middle;
  }
  return high;
}

/** The date that many days later. */
export const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);

const minute = 60_000;
const day = 86_400_000;
/** A date begins 14 hours before it does in London on Kiritimati, and 12 hours after on Baker Island. */
const furthestEast = 14 * 3_600_000;
const furthestWest = 12 * 3_600_000;

/** How far the zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(zone: string, at: number): number {
  const { date, minutes } = wallTimeAt(zone, at);
  return Date.parse(`${date}T00:00:00Z`) + minutes * minute - Math.floor(at / minute) * minute;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making one takes half a millisecond, asking it a few microseconds. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(zone, clock);
  return clock;
}
