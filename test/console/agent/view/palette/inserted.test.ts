import { expect, test } from 'vitest';
import { inserted } from '../../../../../console/agent/view/palette/inserted.ts';

test('a canned reply never replaces what was written, and stands apart from it', () => {
  expect(inserted('', 'One moment.')).toBe('One moment.');
  expect(inserted('Hello!', 'One moment.')).toBe('Hello! One moment.');
  expect(inserted('Hello!\n', 'One moment.')).toBe('Hello!\nOne moment.');
});
