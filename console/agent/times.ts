/** How long something has lasted or has still to last, as short as can be read: `12 s`, `4 min`, `3 h`, `2 d`. */
export function lasted(milliseconds: number): string {
  const seconds = secondsOf(milliseconds);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** `3:07` or `1:02:45`: what is watched as it passes, as a call is, or somebody who waits in a queue. */
export function counted(milliseconds: number): string {
  const seconds = secondsOf(milliseconds);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const two = (count: number) => String(count).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

const secondsOf = (milliseconds: number): number => Math.max(0, Math.floor(milliseconds / 1_000));

/** `14:05`, as the page's language writes it. */
export const clockTime = (at: number): string => clock.format(at);

/** A day and the time of it, in full. */
export const momentOf = (at: number): string => moment.format(at);

/** A day as short as it can be said: the year only where it is another than this one. */
export const dateOf = (at: number, now: number): string => (sameYear(at, now) ? date : dateOfYear).format(at);

/** Today, yesterday, or the day by its name, with its year where that is another. */
export function dayOf(at: number, now: number): string {
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (days === 0 || days === 1) return capital(relative.format(-days, 'day'));
  return (sameYear(at, now) ? day : dayOfYear).format(at);
}

/** The time of day in a zone, with the weekday where that is another than `here`; nothing for an unknown zone. */
export function localTime(now: number, zone: string, here?: string): string | undefined {
  try {
    const dateIn = (timeZone: string | undefined) => new Date(now).toLocaleDateString(undefined, { timeZone });
    const weekday = dateIn(zone) === dateIn(here) ? {} : { weekday: 'short' as const };
    return new Date(now).toLocaleTimeString(undefined, { timeZone: zone, ...hourAndMinute, ...weekday });
  } catch {
    return undefined;
  }
}

const hourAndMinute = { hour: 'numeric', minute: '2-digit' } as const;

/** To make one takes longer than to tell a hundred times. */
const clock = new Intl.DateTimeFormat(undefined, hourAndMinute);
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dateOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const sameYear = (one: number, other: number): boolean => new Date(one).getFullYear() === new Date(other).getFullYear();
const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
const capital = (text: string): string => text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
