import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../../lib/channels/channel.ts';
import { verifyMeta } from '../../../lib/channels/shared/meta.ts';
import { graphRefusal, knownError } from '../../../lib/channels/shared/meta-graph.ts';
import { Permanent, Transient } from '../../../lib/errors.ts';
import { answer, webhook } from '../kit.ts';
import { metaSigned } from '../meta.kit.ts';

const secrets = { appSecret: 'app_secret_123', verifyToken: 'verify-token' };
const url = 'https://seaway.example/webhooks/messenger/main';
const { sign } = metaSigned(secrets.appSecret);

const shake = (query: Record<string, string>): WebhookRequest => ({
  method: 'GET',
  url,
  headers: {},
  query,
  body: Buffer.alloc(0),
});

describe('the handshake', () => {
  const asked = { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify-token', 'hub.challenge': '1158201444' };

  test('repeats the challenge as plain text and nothing else', () => {
    expect(verifyMeta(shake(asked), secrets)).toEqual({
      verdict: 'reply',
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: '1158201444',
    });
  });

  test.each([
    ['another token', { ...asked, 'hub.verify_token': 'verify-toke' }],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
    ['another mode', { ...asked, 'hub.mode': 'unsubscribe' }],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify-token' }],
    ['nothing', {}],
  ])('with %s is rejected', (_, query) => {
    expect(verifyMeta(shake(query), secrets).verdict).toBe('reject');
  });

  test('is no way round the signature', () => {
    expect(verifyMeta({ ...shake(asked), method: 'POST' }, secrets).verdict).toBe('reject');
  });
});

describe('the signature covers the bytes as they came', () => {
  test.each([
    ['emoji as they are', '{"object":"page","text":"😀"}'],
    ['emoji escaped in lower case', String.raw`{"object":"page","text":"\ud83d\ude00"}`],
    ['emoji escaped in upper case', String.raw`{"object":"page","text":"\uD83D\uDE00"}`],
    ['escaped slashes', String.raw`{"object":"page","url":"https:\/\/seaway.example"}`],
    ['spaces and lines', '{ "object" : "page" }\n'],
  ])('%s', (_, body) => {
    const request = sign(webhook({ url, body }));
    expect(verifyMeta(request, secrets)).toEqual({ verdict: 'accept' });
    expect(verifyMeta({ ...request, body: Buffer.from(`${body} `) }, secrets).verdict).toBe('reject');
  });

  test.each(['sha1=', 'SHA256=', ''])('a signature that begins with "%s" is none', (prefix) => {
    const request = sign(webhook({ url, body: '{}' }));
    const bare = (request.headers['x-hub-signature-256'] ?? '').replace('sha256=', '');
    expect(verifyMeta({ ...request, headers: { 'x-hub-signature-256': prefix + bare } }, secrets).verdict).toBe(
      'reject',
    );
  });
});

describe('an error of the Graph API', () => {
  const refused = (status: number, error: object, errors = {}) =>
    graphRefusal(answer(status, { error }), { provider: 'Messenger', errors });

  test.each([1, 2, 4, 17, 32, 613])('%i passes by itself, whatever its status', (code) => {
    expect(refused(400, { code, message: 'x' })).toBeInstanceOf(Transient);
  });

  test('of a token says what to do, and does not pass whatever its status', () => {
    expect(refused(500, { code: 190, message: 'Error validating access token' })).toMatchObject({
      name: 'Permanent',
      message: 'Messenger refused the message with 500: 190: the access token has expired or is not valid',
      remedy: 'Make a new access token and connect the account again.',
    });
  });

  test('between 200 and 299 is a missing permission', () => {
    expect(knownError({ code: 230 }, {})).toEqual(knownError({ code: 200 }, {}));
    expect(knownError({ code: 300 }, {})).toBeUndefined();
  });

  test("is known by its subcode before its code, and by the channel's own table before the common one", () => {
    const errors = { '10/5': { meaning: 'five' }, 4: { meaning: 'four' } };
    expect(knownError({ code: 10, error_subcode: 5 }, errors)).toEqual({ meaning: 'five' });
    expect(knownError({ code: 10, error_subcode: 6 }, errors)?.meaning).toBe('a permission is missing');
    expect(knownError({ code: 4 }, errors)).toEqual({ meaning: 'four' });
  });

  test("that nobody knows is told in Meta's words, and judged by its status", () => {
    expect(refused(400, { code: 9999, message: 'Something', error_data: { details: 'More of it' } }).message).toContain(
      '9999: More of it',
    );
    expect(refused(503, { code: 9999 })).toBeInstanceOf(Transient);
    expect(refused(400, { code: 9999 })).toBeInstanceOf(Permanent);
  });

  test('waits as long as its table says', () => {
    expect(refused(400, { code: 7 }, { 7: { meaning: 'seven', passing: true, after: 6 } })).toHaveProperty('after', 6);
  });
});
