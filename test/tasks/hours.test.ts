import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Hours, hoursSchema, isOpen, opensAt } from '../../lib/tasks/hours.ts';

const office = hoursSchema.parse({
  zone: 'Europe/Zurich',
  week: {
    monday: ['08:00-12:00', '13:00-18:00'],
    tuesday: ['08:00-12:00', '13:00-18:00'],
    friday: ['22:00-06:00'],
    sunday: ['02:30-04:00'],
  },
  holidays: { '2026-12-28': [], '2026-12-29': ['10:00-11:00'] },
});
const utc = (text: string) => Date.parse(`${text}Z`);

describe('opening hours', () => {
  test.each([
    ['a minute before opening', '2026-11-23T06:59', false],
    ['at opening', '2026-11-23T07:00', true],
    ['at the beginning of the break', '2026-11-23T11:00', false],
    ['after the break', '2026-11-23T12:00', true],
    ['at closing', '2026-11-23T17:00', false],
    ['the same hour in summer, an hour earlier in UTC', '2026-07-06T06:00', true],
    ['on a holiday', '2026-12-28T09:00', false],
    ['on a holiday with hours of its own', '2026-12-29T09:30', true],
    ['in the night that Friday begins', '2026-11-28T04:59', true],
    ['when that night is over', '2026-11-28T05:00', false],
    ['on a day that is not named', '2026-11-25T09:00', false],
  ])('%s: %s is %s', (_, at, open) => {
    expect(isOpen(office, utc(at))).toBe(open);
  });

  test.each([
    ['this morning', '2026-11-23T05:00', '2026-11-23T07:00'],
    ['now, where they are open', '2026-11-23T07:30', '2026-11-23T07:30'],
    ['after the holiday, at its own hours', '2026-12-27T23:30', '2026-12-29T09:00'],
    ['when the clocks are put forward over the hour of opening', '2026-03-28T12:00', '2026-03-29T01:00'],
    ['the first time where that hour comes twice', '2026-10-24T12:00', '2026-10-25T00:30'],
  ])('open %s', (_, at, opens) => {
    expect(opensAt(office, utc(at))).toBe(utc(opens));
  });

  test('that a change of the clocks brings back are open again', () => {
    const night = hoursSchema.parse({ zone: 'Europe/Zurich', week: { saturday: ['22:00-02:30'] } });
    expect(isOpen(night, utc('2026-10-25T00:45'))).toBe(false);
    expect(opensAt(night, utc('2026-10-25T00:45'))).toBe(utc('2026-10-25T01:00'));
  });

  test('that never come are told as such', () => {
    expect(opensAt(hoursSchema.parse({ zone: 'UTC', week: {} }), 0)).toBeUndefined();
  });

  test.each([
    [{ zone: 'Mars/Base', week: {} }, /zone/],
    [{ zone: 'UTC', week: { monday: ['8-12'] } }, /08:00-17:30/],
    [{ zone: 'UTC', week: { monday: ['08:00-24:30'] } }, /08:00-17:30/],
    [{ zone: 'UTC', week: { mon: [] } }, /mon/],
    [{ zone: 'UTC', week: {}, holidays: { '2026-02-30': [] } }, /2026-02-30|date/i],
  ])('written wrong are refused: %j', (hours, complaint) => {
    expect(() => hoursSchema.parse(hours)).toThrow(complaint);
  });
});

describe('always', () => {
  const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '59'));
  const range = fc
    .tuple(time, time)
    .map((both) => both.map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`).join('-'));
  const days = fc.array(range, { maxLength: 3 });
  const hours: fc.Arbitrary<Hours> = fc.record({
    zone: fc.constantFrom(
      'Europe/Zurich',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
      'Africa/Cairo',
      'UTC',
    ),
    week: fc.record({ monday: days, wednesday: days, saturday: days, sunday: days }, { requiredKeys: [] }),
    holidays: fc.dictionary(fc.constantFrom('2026-03-29', '2026-10-25', '2026-11-01', '2026-04-05'), days),
  });
  /** Whole minutes around the changes of the clocks in 2026. */
  const moment = fc
    .tuple(
      fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-04-24', '2026-10-04', '2026-10-25', '2026-11-01'),
      fc.integer({ min: -4_000, max: 4_000 }),
    )
    .map(([date, minutes]) => utc(`${date}T00:00`) + minutes * 60_000);

  test('opensAt is open, not earlier than asked, and nothing before it is open', () => {
    fc.assert(
      fc.property(hours, moment, (given, at) => {
        const opens = opensAt(given, at);
        const end = Math.min(opens ?? Number.POSITIVE_INFINITY, at + 86_400_000);
        if (opens !== undefined) {
          expect(opens).toBeGreaterThanOrEqual(at);
          expect(isOpen(given, opens)).toBe(true);
        }
        for (let minute = at; minute < end; minute += 60_000) expect(isOpen(given, minute)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test('a zone is but another name for the same moments', () => {
    fc.assert(
      fc.property(hours, moment, (given, at) => {
        const shifted = { ...given, zone: 'Asia/Kolkata' };
        expect(isOpen(shifted, at)).toBe(isOpen({ ...given, zone: 'UTC' }, at + 5.5 * 3_600_000));
      }),
    );
  });
});
