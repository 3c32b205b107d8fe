import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { accessToken } from '../../../lib/channels/shared/access-token.ts';
import { Transient } from '../../../lib/errors.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** A provider that gives token 1, 2, 3, each good for an hour. */
function provider() {
  let logins = 0;
  return { logIn: async () => ({ token: `token ${++logins}`, expiresIn: 3600 }) };
}

test('a token is kept until a minute before it expires', async () => {
  const { logIn } = provider();
  expect(await accessToken('kept', logIn)).toBe('token 1');
  vi.setSystemTime(3_539_999);
  expect(await accessToken('kept', logIn)).toBe('token 1');
  vi.setSystemTime(3_540_000);
  expect(await accessToken('kept', logIn)).toBe('token 2');
});

test('each key has a token of its own', async () => {
  const { logIn } = provider();
  expect(await accessToken('one', logIn)).toBe('token 1');
  expect(await accessToken('other', logIn)).toBe('token 2');
  expect(await accessToken('one', logIn)).toBe('token 1');
});

test('many who wait for the same token log in once', async () => {
  const { logIn } = provider();
  const tokens = await Promise.all([1, 2, 3].map(() => accessToken('together', logIn)));
  expect(tokens).toEqual(['token 1', 'token 1', 'token 1']);
});

test('a login that failed is tried again by the next, and its error is told as it is', async () => {
  const { logIn } = provider();
  const out = new Transient('out of reach');
  const failing = () => Promise.reject(out);
  const both = [accessToken('failing', failing), accessToken('failing', failing)];
  for (const one of both) await expect(one).rejects.toBe(out);
  expect(await accessToken('failing', logIn)).toBe('token 1');
});

test('a token that lives for less than a minute is used once', async () => {
  let logins = 0;
  const logIn = async () => ({ token: `token ${++logins}`, expiresIn: 30 });
  expect(await accessToken('short', logIn)).toBe('token 1');
  expect(await accessToken('short', logIn)).toBe('token 2');
});
