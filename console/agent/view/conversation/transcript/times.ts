/** Today, yesterday, or the date, with its year where that is another. */
export function dayOf(at: number, now: number): string {
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (days === 0 || days === 1) return capital(relative.format(-days, 'day'));
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? date.format(at) : longDate.format(at);
}

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const date = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const longDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
const capital = (text: string): string => text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
