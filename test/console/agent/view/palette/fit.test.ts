import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fit } from '../../../../../console/agent/view/palette/fit.ts';

test('the beginning is better than the beginning of a word, and that better than its middle', () => {
  const [first, word, middle] = ['Accept the offer', 'Next: accept', 'Unacceptable'].map((text) => fit('acc', text));
  expect([first, word, middle]).toEqual([0, 1, 2]);
});

test('every word must be there, in any order, whatever its case, accents or hyphens', () => {
  expect(fit('garcia maria', 'María García-López')).toBeDefined();
  expect(fit('lopez', 'María García-López')).toBeDefined();
  expect(fit('maria smith', 'María García-López')).toBeUndefined();
  expect(fit('美玲', '陳美玲')).toBeDefined();
});

test('nothing typed fits everything, and everything fits itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fit('', text)).toBe(0);
      expect(fit(text, text)).toBeDefined();
    }),
  );
});
