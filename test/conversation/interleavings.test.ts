import fc from 'fast-check';
import { test } from 'vitest';
import { ana, openStage } from './stage.ts';
import { expectSound, step, take } from './steps.ts';

test('however events of a hand-off interleave, customers who wait have a task and every task has its thread', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), fc.boolean(), async (steps, isHeld) => {
      const stage = openStage();
      await stage.write();
      if (isHeld) await stage.answer(ana, 'accepted');
      for (const [index, now] of steps.entries()) await take(stage, now, index);
      await stage.settle();
      expectSound(stage);
    }),
    { numRuns: 2_000 },
  );
});
