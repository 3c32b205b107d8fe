/**
 * The time of day where the customer is, with the weekday where that is another than `here`; nothing for an unknown zone.
 */
export function localTime(now: number, zone: string, here?: string, locale?: string): string | undefined {
  try {
    const dayIn = (timeZone: string | undefined) => new Date(now).toLocaleDateString(locale, { timeZone });
    const weekday = dayIn(zone) === dayIn(here) ? {} : { weekday: 'short' as const };
    return new Date(now).toLocaleTimeString(locale, { timeZone: zone, hour: 'numeric', minute: '2-digit', ...weekday });
  } catch {
    return undefined;
  }
}
