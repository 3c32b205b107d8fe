import { expect, test } from 'vitest';
import { dayOf, momentOf } from '../../../../../console/agent/view/customer/dates.ts';

const now = new Date(2026, 10, 23, 12).getTime();

test('a day of this year has no year, one of another has', () => {
  expect(dayOf(new Date(2026, 2, 3).getTime(), now, 'en-GB')).toBe('3 Mar');
  expect(dayOf(new Date(2025, 11, 31, 23, 59).getTime(), now, 'en-GB')).toBe('31 Dec 2025');
});

test('a moment is said in full', () => {
  expect(momentOf(new Date(2026, 2, 3, 14, 5).getTime(), 'en-GB')).toBe('3 March 2026 at 14:05');
});
