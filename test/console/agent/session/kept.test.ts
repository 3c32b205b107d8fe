import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFresh, isGood, openKept, tokensOf } from '../../../../console/agent/session/kept.ts';

const now = Date.UTC(2026, 10, 23);

/** The storage of a tab. */
function storage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  };
}

test('tokens are kept until they are forgotten', () => {
  const kept = openKept(storage());
  expect(kept.tokens()).toBeUndefined();
  const tokens = { access: 'a', refresh: 'r', expiresAt: now };
  kept.keepTokens(tokens);
  expect(kept.tokens()).toEqual(tokens);
  kept.forgetTokens();
  expect(kept.tokens()).toBeUndefined();
});

test('an attempt is taken once', () => {
  const kept = openKept(storage());
  const attempt = { state: 's', nonce: 'n', verifier: 'v' };
  kept.keepAttempt(attempt);
  expect([kept.takeAttempt(), kept.takeAttempt()]).toEqual([attempt, undefined]);
});

test('whatever else lies in the storage is as if there were nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const tab = storage();
      tab.setItem('seaway.tokens', text);
      tab.setItem('seaway.sign-in', text);
      const kept = openKept(tab);
      expect([kept.tokens(), kept.takeAttempt()]).toEqual([undefined, undefined]);
    }),
  );
});

test('a provider that gives no new refresh token means the old one', () => {
  const before = { access: 'a', refresh: 'old', expiresAt: now };
  const answer = { access_token: 'b', expires_in: 600 };
  expect(tokensOf(answer, now, before)).toEqual({ access: 'b', refresh: 'old', expiresAt: now + 600_000 });
  expect(tokensOf({ ...answer, refresh_token: 'new' }, now, before).refresh).toBe('new');
  expect(tokensOf({ access_token: 'b' }, now)).toEqual({ access: 'b', expiresAt: now + 3_600_000 });
});

test.each([
  [300_001, true, true],
  [300_000, false, true],
  [1, false, true],
  [0, false, false],
])('%i ms before its end a token is fresh: %s, and good: %s', (left, fresh, good) => {
  const tokens = { access: 'a', expiresAt: now + left };
  expect([isFresh(tokens, now), isGood(tokens, now)]).toEqual([fresh, good]);
});
