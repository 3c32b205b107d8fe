import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateDay, readDay, usualDay } from '../../../cli/simulation/day.ts';
import { createRandom } from '../../../cli/simulation/random.ts';
import json from '../../../config/examples/taskrouter-bank.json' with { type: 'json' };
import { readTaskRouterConfig } from '../../../lib/tasks/config.ts';

const usual = usualDay(readTaskRouterConfig(json));

describe('a made-up day', () => {
  test('has as many arrivals as it says, on its date, in order, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(), (tasks, seed) => {
        const arrivals = generateDay({ ...usual, tasks }, seed);
        expect(arrivals).toHaveLength(tasks);
        expect(arrivals.every(({ at }) => new Date(at).toISOString().startsWith(usual.date))).toBe(true);
        expect(arrivals.map(({ at }) => at)).toEqual(arrivals.map(({ at }) => at).sort((one, other) => one - other));
        expect(generateDay({ ...usual, tasks }, seed)).toEqual(arrivals);
      }),
      { numRuns: 30 },
    );
  });

  test('follows its curve and its weights', () => {
    const curve = Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 3 : hour === 10 ? 1 : 0));
    const day = { ...usual, tasks: 4_000, curve, languages: { de: 1, fr: 0 }, vips: 0 };
    const arrivals = generateDay(day, 1);
    const atNine = arrivals.filter(({ at }) => new Date(at).getUTCHours() === 9).length;
    expect(atNine / 4_000).toBeCloseTo(0.75, 1);
    expect(arrivals.every(({ attributes }) => attributes.language === 'de' && attributes.vip === false)).toBe(true);
    const handlings = arrivals.map(({ handling }) => handling).sort((one, other) => one - other);
    expect((handlings[2_000] ?? 0) / day.handling.median).toBeCloseTo(1, 1);
  });

  test('that somebody describes is like the usual one in what they leave out', () => {
    expect(readDay({ tasks: 7 }, usual)).toEqual({ ...usual, tasks: 7 });
    expect(() => readDay({ curve: [1] }, usual)).toThrow('curve');
  });

  test('cannot be where no hour has any weight', () => {
    const curve = Array.from({ length: 24 }, () => 0);
    expect(() => generateDay({ ...usual, curve }, 1)).toThrow('one weight must be above 0');
  });
});

test('chance is spread evenly', () => {
  const random = createRandom(7);
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let count = 0; count < 10_000; count += 1) {
    const tenth = Math.floor(random.number() * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});
