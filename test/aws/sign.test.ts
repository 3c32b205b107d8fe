import { expect, test } from 'vitest';
import { signedHeaders } from '../../lib/aws/sign.ts';
import { isSigned } from '../../local/cloud/signature.ts';

// From AWS's Signature Version 4 test suite: its example credentials, date and service.
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const scope = { region: 'us-east-1', service: 'service', now: Date.parse('2015-08-30T12:36:00Z') };

test.each([
  ['get-vanilla', 'GET', '', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  ['post-vanilla', 'POST', '', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  [
    'get-vanilla-query-order-key-case',
    'GET',
    '?Param2=value2&Param1=value1',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
])('the published vector %s', (_, method, query, signature) => {
  const request = { method, url: `https://example.amazonaws.com/${query}`, body: '' };
  expect(signedHeaders(request, credentials, scope)).toEqual({
    host: 'example.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  });
});

test('the token of a role is signed too', () => {
  const request = { method: 'POST', url: 'https://example.amazonaws.com/text', body: '{"text":"hi"}' };
  const headers = signedHeaders(request, { ...credentials, sessionToken: 'token' }, scope);
  const sent = { method: 'POST', url: '/text', headers, body: request.body };
  expect(isSigned(sent, { ...credentials, ...scope })).toBe(true);
  const stolen = { ...sent, headers: { ...headers, 'x-amz-security-token': 'another' } };
  expect(isSigned(stolen, { ...credentials, ...scope })).toBe(false);
});
