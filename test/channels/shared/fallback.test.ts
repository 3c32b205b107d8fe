import { expect, test } from 'vitest';
import { areDistinct, buttonsOf, fitsButton, textOf } from '../../../lib/channels/shared/fallback.ts';
import { sampleContents } from '../kit.ts';

test.each([
  ['text', sampleContents.text, 'Hello, 世界 😀'],
  ['media', sampleContents.media, 'A cat\nhttps://example.com/cat.png'],
  ['choices', sampleContents.choices, 'Which?\n1. Billing\n2. Support'],
  [
    'location',
    sampleContents.location,
    'Office\nKioicho, Tokyo\nhttps://www.google.com/maps/search/?api=1&query=35.66,139.7',
  ],
  ['template', sampleContents.template, 'HX00000000000000000000000000000001: Ada, noon'],
  ['reaction', sampleContents.reaction, '👍'],
])('%s is told in text', (_, content, text) => {
  expect(textOf(content)).toBe(text);
});

test('a file that only its own channel can fetch is told by its name', () => {
  const file = { type: 'media', url: 'telegram:abc', mediaType: 'application/pdf' } as const;
  expect(textOf({ ...file, name: 'bill.pdf', caption: 'Your bill' })).toBe('Your bill\nbill.pdf');
  expect(textOf(file)).toBe('application/pdf');
});

test('options beyond the buttons keep their number in the text', () => {
  const options = ['a', 'b', 'c'].map((id) => ({ id, text: id.toUpperCase() }));
  expect(buttonsOf({ type: 'choices', text: 'Which?', options }, 2)).toEqual({
    text: 'Which?\n3. C',
    options: options.slice(0, 2),
  });
});

test.each([
  ['a long id', { id: 'x'.repeat(6), text: 'A' }],
  ['no id', { id: '', text: 'A' }],
  ['no text', { id: 'a', text: ' ' }],
])('one option with %s makes all of them text', (_, option) => {
  const options = [{ id: 'b', text: 'B' }, option];
  const told = buttonsOf({ type: 'choices', text: 'Which?', options }, 2, fitsButton(5));
  expect(told).toEqual({ text: `Which?\n1. B\n2. ${option.text}`, options: [] });
});

test('options are distinct by their ids', () => {
  const choices = (...ids: string[]) =>
    ({ type: 'choices', text: '', options: ids.map((id) => ({ id, text: 'A' })) }) as const;
  expect([areDistinct(choices('a', 'b')), areDistinct(choices('a', 'b', 'a'))]).toEqual([true, false]);
});
