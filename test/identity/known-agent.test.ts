import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownAgentOf, type Served } from '../../lib/identity/known-agent.ts';

const day = 86_400_000;
const now = 1_000 * day;
const mei = { sid: 'WK1', name: 'mei' };
const ben = { sid: 'WK2', name: 'ben' };
const of = (served: Record<string, Served>) =>
  knownAgentOf(
    Object.entries(served).map(([key, one]) => ({ key, served: one })),
    { thread: 'here', now, days: 30 },
  );

test('is who holds another task, before who had the last one', () => {
  expect(
    of({ sms: { worker: mei, at: now - 3_600_000, open: true }, line: { worker: ben, at: now - 1, open: false } }),
  ).toEqual({ worker: mei, why: 'open task' });
});

test('is who had the last one, on whichever channel', () => {
  expect(
    of({ sms: { worker: mei, at: now - 2 * day, open: false }, here: { worker: ben, at: now - day, open: false } }),
  ).toEqual({ worker: ben, why: 'last task' });
});

test('does not hold a task that TaskRouter has deleted since, but had it', () => {
  expect(of({ sms: { worker: mei, at: now - 2 * day, open: true } })).toEqual({ worker: mei, why: 'last task' });
});

test('is nobody after so many days', () => {
  expect(of({ sms: { worker: mei, at: now - 30 * day, open: false } })).toBeUndefined();
  expect(of({})).toBeUndefined();
});

test('is always one who served them, and does not depend on the order in which threads are read', () => {
  const served = fc.record({
    worker: fc.constantFrom(mei, ben),
    at: fc.integer({ min: now - 60 * day, max: now }),
    open: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.uniqueArray(served, { selector: ({ at }) => at, maxLength: 6 }), (all) => {
      const items = all.map((one, index) => ({ key: `thread ${index}`, served: one }));
      const asked = { thread: 'thread 0', now, days: 30 };
      const known = knownAgentOf(items, asked);
      expect(knownAgentOf(items.toReversed(), asked)).toEqual(known);
      if (known) expect(all.map(({ worker }) => worker)).toContain(known.worker);
      else expect(all.every(({ at }) => now - at >= 30 * day)).toBe(true);
    }),
  );
});
