import { expect, test } from 'vitest';
import { identityOf } from '../../../console/widget/identity.ts';
import { historyOf, isHeard } from '../../../console/widget/protocol.ts';
import { signIdentity } from '../../../local/shop/identity.ts';

const line = { line: 1, at: 1, id: 'a', from: 'business', content: { type: 'text', text: 'Hi' }, status: 'sent' };

test('a line of a kind that this widget is too old for is left out, and the others are there', () => {
  const hologram = { ...line, id: 'b', content: { type: 'hologram' } };
  expect(historyOf({ lines: [line, hologram], last: 2, more: false })?.lines).toEqual([line]);
  expect(historyOf({ lines: 'none', last: 2, more: false })).toBeUndefined();
});

test.each([
  { type: 'message', id: 'a', line: 1, at: 1, by: 'Ana', content: { type: 'text', text: 'Hi' }, part: 1, parts: 2 },
  { type: 'taken', id: 'a' },
  { type: 'refused', status: 503, reason: 'in a moment' },
  { type: 'typing' },
  { type: 'read', messageId: 'a' },
  { type: 'pong', more: 'than is known today' },
])('is understood: %j', (heard) => expect(isHeard(heard)).toBe(true));

test.each([
  null,
  'pong',
  { message: 'Internal server error', connectionId: 'x', requestId: 'y' },
  { type: 'message', id: 'a' },
  { type: 'message', id: 'a', line: Number.NaN, at: 1, content: { type: 'text', text: 'Hi' } },
  { type: 'tomorrow' },
])('is none of what is understood: %j', (heard) => expect(isHeard(heard)).toBe(false));

test('an identity is known by whom it is of, however often it is signed', () => {
  const signed = signIdentity({ id: '4711', email: 'a@b.example', name: 'Zoë' }, 'k'.repeat(32));
  expect(identityOf(signed)).toEqual({ token: signed, who: '4711' });
  expect(identityOf('no token')).toEqual({ token: 'no token', who: 'no token' });
  expect([identityOf(''), identityOf(null)]).toEqual([undefined, undefined]);
});
