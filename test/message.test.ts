import fc from 'fast-check';
import { expect, test } from 'vitest';
import { proofSchema } from '../lib/message.ts';
import { threadKey, threadOf, uuidOf } from '../lib/thread.ts';

test('a thread comes back from its key, whatever its parts hold', () => {
  const part = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed());
  fc.assert(
    fc.property(fc.record({ channel: part, account: part, sender: part }), (thread) => {
      expect(threadOf(threadKey(thread))).toEqual(thread);
    }),
  );
});

test('different threads have different keys', () => {
  expect(threadKey({ channel: 'a', account: 'b:c', sender: 'd' })).not.toBe(
    threadKey({ channel: 'a', account: 'b', sender: 'c:d' }),
  );
});

test('the same seed gives the same UUID, of version 5 and the right variant', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      expect(uuidOf(seed)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(uuidOf(seed)).toBe(uuidOf(seed));
    }),
  );
});

test.each(['phone:+41790000001', 'email:ann@example.org', 'account:4711', 'bsuid:US.1'])('%s is a proof', (proof) => {
  expect(proofSchema.parse(proof)).toBe(proof);
});

test.each(['phone:+41 79', 'phone:0790000001', 'phone:+', 'email:', 'name:Ann', ''])('"%s" is none', (proof) => {
  expect(proofSchema.safeParse(proof).success).toBe(false);
});
