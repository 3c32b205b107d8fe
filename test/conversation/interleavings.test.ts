import fc from 'fast-check';
import { test } from 'vitest';
import { openStage } from './stage.ts';
import { begin, beginning, expectSound, step, take } from './steps.ts';

test('however events of a hand-off interleave, customers who wait have a task and every task has its thread', async () => {
  const steps = fc.array(step, { minLength: 5, maxLength: 60, size: 'max' });
  await fc.assert(
    fc.asyncProperty(beginning, steps, async (how, story) => {
      const stage = openStage();
      await begin(stage, how);
      for (const [index, now] of story.entries()) await take(stage, now, index);
      await stage.settle();
      expectSound(stage);
    }),
    { numRuns: 1_500 },
  );
});
