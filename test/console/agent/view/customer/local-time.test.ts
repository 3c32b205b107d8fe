import { expect, test } from 'vitest';
import { localTime } from '../../../../../console/agent/view/customer/local-time.ts';

const noon = Date.UTC(2026, 10, 23, 12, 0);
const timeIn = (zone: string) => localTime(noon, zone, 'Europe/Berlin', 'en-GB');

test('the time is that of the zone, with its day only where that is another', () => {
  expect(timeIn('Europe/Lisbon')).toBe('12:00');
  expect(timeIn('Pacific/Auckland')).toMatch(/^Tue,? 01:00$/);
});

test('an unknown zone has no time', () => {
  expect(timeIn('Atlantis/Capital')).toBeUndefined();
  expect(timeIn('')).toBeUndefined();
});
