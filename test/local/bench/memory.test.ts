import { expect, test } from 'vitest';
import { residentBytes, watchMemory } from '../../../local/bench/memory.ts';

test('this process is part of what is counted', () => {
  // What the system says and what Node says of the same process differ by what was freed a moment ago.
  expect(residentBytes()).toBeGreaterThan(process.memoryUsage.rss() / 2);
});

test('the most that was seen counts what is held only when it stops', () => {
  const watch = watchMemory();
  const before = residentBytes();
  const held = Buffer.alloc(200 * 1_048_576, 1);
  expect(watch.stop()).toBeGreaterThan(before + held.length / 2);
});
