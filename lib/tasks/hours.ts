import * as z from 'zod';
import { dateAfter, momentsOn, wallTimeAt } from './wall-time.ts';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** `08:00-17:30`; `22:00-06:00` ends on the day after; `00:00-24:00` is the whole day. */
const rangeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]|24(?=:00)):[0-5]\d$/, 'is no range of hours such as 08:00-17:30');

const daySchema = z.array(rangeSchema);

/** Opening hours as the clocks of their zone show them. A date among the holidays has its own ranges; none: closed all day. */
export const hoursSchema = z.strictObject({
  zone: z.string().refine(isZone, 'is no IANA time zone such as Europe/Zurich'),
  week: z.partialRecord(z.enum(weekdays), daySchema),
  holidays: z.record(z.iso.date(), daySchema).default({}),
});
export type Hours = z.infer<typeof hoursSchema>;

/** Whether these hours are open at `at`, in epoch milliseconds. A range that passes midnight belongs to the day it begins on. */
export function isOpen(hours: Hours, at: number): boolean {
  const now = wallTimeAt(hours.zone, at);
  const yesterday = dateAfter(now.date, -1);
  return (
    rangesOn(hours, now.date).some(({ from, to }) => from <= now.minutes && now.minutes < to) ||
    rangesOn(hours, yesterday).some(({ to }) => now.minutes + wholeDay < to)
  );
}

/** The first moment from `at` on, in epoch milliseconds, at which these hours are open; undefined where none is within 400 days. */
export function opensAt(hours: Hours, at: number): number | undefined {
  if (isOpen(hours, at)) return at;
  const today = wallTimeAt(hours.zone, at).date;
  for (let days = 0; days <= furthest; days += 1) {
    const date = dateAfter(today, days);
    const starts = rangesOn(hours, date).map(({ from }) => from);
    const next = momentsOn(hours.zone, date, starts).find((moment) => moment >= at && isOpen(hours, moment));
    if (next !== undefined) return next;
  }
  return undefined;
}

const wholeDay = 24 * 60;
const furthest = 400;

/** What begins on a date, in minutes from its midnight; `to` is past 24 hours where the range passes midnight. */
function rangesOn({ week, holidays }: Hours, date: string): { from: number; to: number }[] {
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sunday';
  return (holidays[date] ?? week[weekday] ?? []).map((range) => {
    const [from = 0, to = 0] = range.split('-').map(minutesOf);
    return { from, to: to > from ? to : to + wholeDay };
  });
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}
