/** A day as short as it can be said: the year only where it is another than this one. */
export function dayOf(at: number, now: number, locale?: string): string {
  const date = new Date(at);
  const year = date.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const };
  return date.toLocaleDateString(locale, { day: 'numeric', month: 'short', ...year });
}

/** A day and the time of it, in full. */
export const momentOf = (at: number, locale?: string): string =>
  new Date(at).toLocaleString(locale, { dateStyle: 'long', timeStyle: 'short' });
