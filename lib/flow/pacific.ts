/** Studio's dates are Pacific time. https://www.twilio.com/docs/studio/user-guide/liquid-template-language */
const pacific = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Los_Angeles',
  dateStyle: 'short',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

/** The date `YYYY-MM-DD` in a text: as written, or in Pacific time where the text is a moment with a zone. */
export const dateIn = (text: string): string | undefined =>
  /^\d{4}-\d\d-\d\d(?!\d)/.exec(zoned(text)?.date ?? text)?.[0];

/** The time of day `HH:MM:SS` in a text such as `9:05`, `09:05:30` or a moment with or without a zone. */
export function timeIn(text: string): string | undefined {
  const local = zoned(text)?.time ?? text.replace(/^\d{4}-\d\d-\d\d[T ]/, '');
  const [, hour = '', minute, second = '00'] = /^(\d{1,2}):(\d\d)(?::(\d\d))?/.exec(local) ?? [];
  return minute === undefined ? undefined : `${hour.padStart(2, '0')}:${minute}:${second}`;
}

/** Epoch milliseconds of a date in words or figures that names no zone, read as Pacific time; undefined for any other text. */
export function fromPacific(text: string): number | undefined {
  if (hasZone.test(text) || !/\d\D+\d/.test(text)) return undefined;
  const [, date, time = '00:00:00'] = /^\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?\s*$/.exec(text) ?? [];
  const asUtc = Date.parse(date ? `${date}T${time}Z` : `${text} UTC`);
  if (Number.isNaN(asUtc)) return undefined;
  // The offset at that wall time read as UTC may lie across a change of the clocks; the one at the first guess does not.
  return asUtc - offsetAt(asUtc - offsetAt(asUtc));
}

const hasZone = /(?:Z|UTC|GMT|[ECMP][SD]T|[+-]\d\d:?\d\d)(?: \(.*\))?\s*$/i;

function zoned(text: string): { date: string; time: string } | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : wallTime(moment);
}

function wallTime(moment: number): { date: string; time: string } {
  const part = Object.fromEntries(pacific.formatToParts(moment).map(({ type, value }) => [type, value]));
  return { date: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}:${part.second}` };
}

function offsetAt(moment: number): number {
  const { date, time } = wallTime(moment);
  return Date.parse(`${date}T${time}Z`) - Math.floor(moment / 1_000) * 1_000;
}
