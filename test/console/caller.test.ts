import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callerOf, type Door } from '../../lib/console/caller.ts';
import { Transient } from '../../lib/errors.ts';
import { signRs256 } from '../../lib/jwt/sign.ts';

const now = Date.UTC(2026, 10, 23);
const seconds = now / 1_000;
const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Seaway';
const client = '4sea3way2console1';

const [one, two] = [keyPair('one'), keyPair('two')];

function keyPair(kid: string): { pem: string; published: JsonWebKey } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { pem, published: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' } };
}

/** The claims of an access token of Cognito's. */
const claims = {
  iss: issuer,
  client_id: client,
  token_use: 'access',
  scope: 'openid profile',
  username: 'ana',
  'cognito:groups': ['agents'],
  iat: seconds - 60,
  exp: seconds + 3_540,
};

const token = (changes: Record<string, unknown> = {}, { pem, kid }: { pem: string; kid: string } = first) =>
  signRs256({ ...claims, ...changes }, pem, kid);
const first = { pem: one.pem, kid: 'one' };

/** Publishes the first key, and both for whoever asks again. */
function openDoor(): Door & { asked: boolean[] } {
  const asked: boolean[] = [];
  return {
    issuer,
    client,
    asked,
    now: () => now,
    keys: async (afresh) => {
      asked.push(afresh);
      return afresh ? [one.published, two.published] : [one.published];
    },
  };
}

const enter = (given: string) => callerOf(openDoor(), `Bearer ${given}`);

test('an access token says who it is, in which role, and until when', async () => {
  expect(await enter(token())).toEqual({ caller: { name: 'ana', role: 'agent', expiresAt: now + 3_540_000 } });
});

test.each([
  [['supervisors'], 'supervisor'],
  [['agents', 'supervisors'], 'supervisor'],
  [['night-shift', 'agents'], 'agent'],
])('whoever is in %j is a %s', async (groups, role) => {
  expect(await enter(token({ 'cognito:groups': groups }))).toMatchObject({ caller: { role } });
});

test.each([[undefined], [[]], [['agent']], [['customers']]])(
  'in the groups %j they are refused with 403',
  async (groups) => {
    const refusal = { status: 403, error: expect.stringContaining('ana is neither in the group agents') };
    expect(await enter(token({ 'cognito:groups': groups }))).toEqual(refusal);
  },
);

test.each([
  ['another issuer', { iss: `${issuer}2` }, 'is of another issuer'],
  ['another client', { client_id: 'another' }, 'is meant for another client'],
  ['no client', { client_id: undefined }, 'is meant for another client'],
  ['an audience in place of the client', { client_id: undefined, aud: client }, 'is meant for another client'],
  ['an ID token', { token_use: 'id' }, 'is no access token'],
  ['an ID token that names the client as well', { token_use: 'id', aud: client }, 'is no access token'],
  ['no use', { token_use: undefined }, 'is no access token'],
  ['no name', { username: undefined }, 'is no access token'],
  ['an empty name', { username: '' }, 'is no access token'],
  ['groups that are a text', { 'cognito:groups': 'agents' }, 'is no access token'],
  ['no end', { exp: undefined }, 'has no issuer and time'],
])('%s is refused with 401', async (_, changes, error) => {
  expect(await enter(token(changes))).toEqual({ status: 401, error: expect.stringContaining(error) });
});

test.each([
  ['30 seconds after its end', seconds - 30, true],
  ['a second later', seconds - 31, false],
])('%s a token is good: %s', async (_, exp, good) => {
  expect('caller' in (await enter(token({ exp })))).toBe(good);
});

test.each([
  undefined,
  '',
  'Bearer ',
  'Bearer a.b',
  `bearer ${token()}`,
  `Basic ${token()}`,
  token(),
  `Bearer ${token()} `,
])('the header %j is refused with 401', async (header) => {
  expect(await callerOf(openDoor(), header)).toMatchObject({ status: 401 });
});

test('a key that is not known is asked for again, once', async () => {
  const door = openDoor();
  expect(await callerOf(door, `Bearer ${token({}, { pem: two.pem, kid: 'two' })}`)).toHaveProperty('caller');
  expect(door.asked).toEqual([false, true]);
  const stranger = openDoor();
  expect(await callerOf(stranger, `Bearer ${token({}, { pem: two.pem, kid: 'three' })}`)).toMatchObject({
    status: 401,
  });
  expect(stranger.asked).toEqual([false, true]);
});

test('a signature by another key of the same name is refused, and nobody is asked for it again', async () => {
  const door = openDoor();
  expect(await callerOf(door, `Bearer ${token({}, { pem: two.pem, kid: 'one' })}`)).toMatchObject({ status: 401 });
  expect(door.asked).toEqual([false]);
});

test('while the keys are out of reach nobody is told to sign in again', async () => {
  const door = { ...openDoor(), keys: () => Promise.reject(new Transient('the keys could not be read: 503')) };
  await expect(callerOf(door, `Bearer ${token()}`)).rejects.toThrow(Transient);
});

test('no byte of a token can be changed', async () => {
  const good = token();
  const change = fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 32, max: 126 }));
  await fc.assert(
    fc.asyncProperty(change, async ([at, code]) => {
      const changed = good.slice(0, at) + String.fromCharCode(code) + good.slice(at + 1);
      expect('caller' in (await enter(changed))).toBe(changed === good);
    }),
    { numRuns: 500 },
  );
});
