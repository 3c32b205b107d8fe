import { expect, test } from 'vitest';
import { runningClock, stoppedClock } from '../../../local/twilio/clock.ts';

test('timers run in order of time, then of setting, each at its own time', () => {
  const clock = stoppedClock(0);
  const seen: [string, number][] = [];
  const note = (name: string) => () => void seen.push([name, clock.now()]);
  clock.at(20, note('later'));
  clock.at(10, note('first'));
  clock.at(10, note('second'));
  clock.at(10, () => clock.at(15, note('set on the way')));
  clock.at(12, note('taken back'))();
  clock.at(31, note('not due'));
  clock.advance(30);
  expect(seen).toEqual([
    ['first', 10],
    ['second', 10],
    ['set on the way', 15],
    ['later', 20],
  ]);
  expect(clock.now()).toBe(30);
});

test('a running clock follows real time, and may be pushed ahead', async () => {
  const clock = runningClock();
  const rung = new Promise<number>((resolve) => clock.at(clock.now() + 5, () => resolve(clock.now())));
  const before = clock.now();
  expect(await rung).toBeGreaterThanOrEqual(before);
  let isDue = false;
  clock.at(clock.now() + 60_000, () => {
    isDue = true;
  });
  clock.advance(60_000);
  expect(isDue).toBe(true);
  clock.close();
});
