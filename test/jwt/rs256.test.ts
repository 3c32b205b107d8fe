import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readRs256 } from '../../lib/jwt/rs256.ts';

const now = Date.UTC(2026, 0, 1);
const seconds = now / 1000;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...publicKey.export({ format: 'jwk' }), kid: 'one' };
const claims = { iss: 'them', aud: 'us', exp: seconds + 60, nbf: seconds - 60, more: true };

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(body: unknown = claims, header: unknown = { alg: 'RS256', kid: 'one' }): string {
  const text = `${encoded(header)}.${encoded(body)}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
}

const skew = 300_000;
const read = (given: string, keys = [key], at = now) =>
  readRs256(given, keys, { issuer: 'them', audience: 'us', now: at, skew });

test('a token that is good gives its claims and its key', () => {
  expect(read(token())).toEqual({ claims, key });
});

test('a token may be meant for several', () => {
  expect(read(token({ ...claims, aud: ['others', 'us'] }))).toHaveProperty('claims');
});

test.each([
  ['another issuer', { ...claims, iss: 'Them' }, 'is of another issuer'],
  ['another audience', { ...claims, aud: 'us2' }, 'is meant for another audience'],
  ['no audience', { ...claims, aud: undefined }, 'is meant for another audience'],
  ['no end', { ...claims, exp: undefined }, 'has no issuer and time'],
  ['an end that is a text', { ...claims, exp: '9999999999' }, 'has no issuer and time'],
  ['claims that are none', ['us'], 'has no issuer and time'],
])('refuses %s', (_, body, fault) => {
  expect(read(token(body))).toEqual({ fault });
});

test.each([
  ['five minutes after its end', seconds + 60 + 300, true],
  ['later', seconds + 60 + 301, false],
  ['five minutes before its beginning', seconds - 60 - 300, true],
  ['earlier', seconds - 60 - 301, false],
])('%s: %i', (_, at, good) => {
  expect('claims' in read(token(), [key], at * 1000)).toBe(good);
});

describe('of the algorithm', () => {
  test.each([
    ['none', { alg: 'none', kid: 'one' }],
    ['another', { alg: 'RS512', kid: 'one' }],
    ['no key', { alg: 'RS256' }],
    ['extensions that must be understood', { alg: 'RS256', kid: 'one', crit: ['exp'] }],
  ])('refuses %s', (_, header) => {
    expect(read(token(claims, header))).toEqual({ fault: 'is not signed RS256 with a key that it names' });
  });

  test('a token signed with the public key as a secret is not taken', () => {
    const text = `${encoded({ alg: 'HS256', kid: 'one' })}.${encoded(claims)}`;
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const forged = createHmac('sha256', pem).update(text).digest('base64url');
    expect(read(`${text}.${forged}`)).toHaveProperty('fault');
  });
});

describe('of the keys', () => {
  const other = {
    ...generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }),
    kid: 'one',
  };

  test.each([
    ['no keys', [], 'is signed with a key that is not published'],
    ['keys of another name', [{ ...key, kid: 'two' }], 'is signed with a key that is not published'],
    ['a key of another kind', [{ kty: 'oct', k: 'AAAA', kid: 'one' }], 'is signed with a key that is not published'],
    ['another key of this name', [other], 'is not signed by the key that it names'],
    ['a key that is none', [{ kty: 'RSA', n: '', e: '', kid: 'one' }], 'is not signed by the key that it names'],
  ])('refuses %s', (_, keys, fault) => {
    expect(readRs256(token(), keys, { issuer: 'them', audience: 'us', now, skew })).toEqual({ fault });
  });
});

test.each([
  ['nothing', ''],
  ['two parts', 'a.b'],
  ['four parts', `${token()}.`],
  ['padding', `${token()}==`],
  ['a space', `${token()} `],
  ['the other alphabet', token().replaceAll('-', '+').replaceAll('_', '/')],
])('refuses %s', (_, given) => {
  expect(read(given)).toHaveProperty('fault');
});

test.each([1, 2, 4, 8])('notices bit %i of the last character, which carries nothing', (bit) => {
  const good = token();
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const other = good.slice(0, -1) + alphabet.charAt(alphabet.indexOf(good.slice(-1)) ^ bit);
  const [one, two] = [good, other].map((text) => Buffer.from(text.split('.')[2] ?? '', 'base64url'));
  expect(one).toEqual(two);
  expect(read(other)).toHaveProperty('fault');
});
