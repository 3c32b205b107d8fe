const sameDay = (one: number, other: number): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString();

/** `14:05`, as the language writes it. */
export const timeOf = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(at);

/** The day of a message where it is another than that of the one before: today, yesterday, or the date. */
export function dayOf(at: number, before: number | undefined, language: string): string | undefined {
  if (before !== undefined && sameDay(at, before)) return undefined;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (sameDay(at, Date.now())) return relative.format(0, 'day');
  if (sameDay(at, Date.now() - 86_400_000)) return relative.format(-1, 'day');
  return new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}
