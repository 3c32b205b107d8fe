import { expect, test } from 'vitest';
import { percent } from '../../../../../console/agent/view/desk/percent.ts';

test.each([
  [1, '100 %'],
  [0.999, '99 %'],
  [0.915, '92 %'],
  [0, '0 %'],
])('%d is %s', (part, text) => expect(percent(part)).toBe(text));
