import { expect, test } from 'vitest';
import { signTwilio, verifyTwilio } from '../../../lib/channels/shared/twilio.ts';
import { webhook } from '../kit.ts';
import { twilioVectors } from './twilio-vectors.ts';

const authToken = '12345';
const called = 'https://seaway.example/webhooks/sms/main?message=a+b&note=1';

test.each(twilioVectors)('$name', ({ url, body, signature }) => {
  const verdict = verifyTwilio(webhook({ url, body, headers: { 'x-twilio-signature': signature } }), { authToken });
  expect(verdict).toEqual({ verdict: 'accept' });
});

test.each([
  ['as it is called', called],
  ['with its port', 'https://seaway.example:443/webhooks/sms/main?message=a+b&note=1'],
  ['with its query encoded in the old way', 'https://seaway.example/webhooks/sms/main?message=a%20b&note=1'],
  ['with both', 'https://seaway.example:443/webhooks/sms/main?message=a%20b&note=1'],
])('an address may be signed %s', (_, signed) => {
  const headers = { 'x-twilio-signature': signTwilio(authToken, signed, new URLSearchParams('Body=hi')) };
  expect(verifyTwilio(webhook({ url: called, body: 'Body=hi', headers }), { authToken }).verdict).toBe('accept');
});

test('plain HTTP has another standard port, a fragment is never signed', () => {
  const signed = 'http://localhost:80/sms';
  const headers = { 'x-twilio-signature': signTwilio(authToken, signed, new URLSearchParams()) };
  const request = webhook({ url: 'http://localhost/sms#rc=3', body: '', headers });
  expect(verifyTwilio(request, { authToken }).verdict).toBe('accept');
});

test('a JSON body must have the hash that its address names', () => {
  const vector = twilioVectors.find(({ name }) => name.startsWith('T3'));
  if (!vector) throw new Error('T3 is the vector of a JSON body');
  const request = webhook({ url: vector.url, body: '{}', headers: { 'x-twilio-signature': vector.signature } });
  expect(verifyTwilio(request, { authToken })).toEqual({
    verdict: 'reject',
    reason: 'the bodySHA256 parameter does not fit the body',
  });
});
