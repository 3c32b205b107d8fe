import { expect, test } from 'vitest';
import { partCallback, receiptOf } from '../../../lib/channels/shared/parts.ts';

test('a receipt has the ids of all parts, as far as the provider told them, and each once', () => {
  const [one, two, three] = ['1', '2', '3'].map((providerId) => ({ providerId }));
  expect(receiptOf([one ?? {}, {}, two ?? {}, two ?? {}])).toEqual({ providerId: '1', others: ['2'] });
  expect(receiptOf([{ providerId: '1', others: ['2'] }, three ?? {}])).toEqual({ providerId: '1', others: ['2', '3'] });
  expect([receiptOf([one ?? {}]), receiptOf([{}]), receiptOf([])]).toEqual([one, {}, {}]);
});

test('only the last part tells by its callback address which message it is of', () => {
  const callback = 'https://seaway.example/webhooks/sms/main?message=MESSAGE%230000002';
  expect(partCallback(callback, true)).toBe(callback);
  expect(partCallback(callback, false)).toBe('https://seaway.example/webhooks/sms/main');
  expect(partCallback(undefined, false)).toBeUndefined();
});
