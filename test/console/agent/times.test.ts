import { expect, test } from 'vitest';
import { counted, dateOf, dayOf, lasted, localTime, momentOf } from '../../../console/agent/times.ts';

const now = new Date(2026, 10, 23, 12).getTime();
const at = (...parts: [number, number, number, number]) => new Date(...parts).getTime();

test('how long something lasted is said in its largest unit, and counted as it passes', () => {
  const spans = [-5_000, 0, 59_999, 60_000, 3_599_999, 3_600_000, 86_400_000];
  expect(spans.map(lasted)).toEqual(['0 s', '0 s', '59 s', '1 min', '59 min', '1 h', '1 d']);
  expect(spans.map(counted)).toEqual(['0:00', '0:00', '0:59', '1:00', '59:59', '1:00:00', '24:00:00']);
});

test('a date of this year has no year, one of another has', () => {
  expect(dateOf(at(2026, 2, 3, 0), now)).not.toContain('2026');
  expect(dateOf(at(2025, 11, 31, 23), now)).toContain('2025');
});

test('a moment is said in full', () => {
  expect(momentOf(new Date(2026, 2, 3, 14, 5).getTime())).toMatch(/March.*2026.*05/);
});

test('a day is called today and yesterday, and by its year once that is another', () => {
  expect(dayOf(at(2026, 10, 23, 23), at(2026, 10, 23, 0))).toBe('Today');
  expect(dayOf(at(2026, 10, 22, 23), at(2026, 10, 23, 0))).toBe('Yesterday');
  expect(dayOf(at(2026, 10, 21, 12), now)).not.toContain('2026');
  expect(dayOf(at(2025, 10, 23, 12), now)).toContain('2025');
});

const noon = Date.UTC(2026, 10, 23, 12, 0);
const timeIn = (zone: string) => localTime(noon, zone, 'Europe/Berlin');

test('the time is that of the zone, with its day only where that is another', () => {
  expect(timeIn('Europe/Lisbon')).toMatch(/^12:00/);
  expect(timeIn('Pacific/Auckland')).toMatch(/^Tue,? 0?1:00/);
});

test('an unknown zone has no time', () => {
  expect(timeIn('Atlantis/Capital')).toBeUndefined();
  expect(timeIn('')).toBeUndefined();
});
