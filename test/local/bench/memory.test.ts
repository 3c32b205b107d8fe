import { expect, test } from 'vitest';
import { residentBytes, watchMemory } from '../../../local/bench/memory.ts';

test('this process is part of what is counted', () => {
  // What the system says and what Node says of the same process differ by what was freed a moment ago.
  expect(residentBytes()).toBeGreaterThan(process.memoryUsage.rss() / 2);
});

test('the most that was seen counts what is held only when it stops, and what was held only before', () => {
  // Read from a list: other tests in this process allocate and free while this one runs.
  const readings = (bytes: number[]) => () => bytes.shift() ?? 0;
  expect(watchMemory(readings([100, 300])).stop()).toBe(300);
  expect(watchMemory(readings([300, 100])).stop()).toBe(300);
});
