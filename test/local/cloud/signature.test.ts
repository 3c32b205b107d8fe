import { describe, expect, test } from 'vitest';
import { isSigned } from '../../../local/cloud/signature.ts';

// From AWS's Signature Version 4 test suite: its example credentials, date and service.
const expected = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  service: 'service',
  now: Date.parse('2015-08-30T12:36:00Z'),
};
const request = (method: string, url: string, signature: string) => ({
  method,
  url,
  headers: {
    host: 'example.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  },
  body: Buffer.alloc(0),
});
const vanilla = request('GET', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31');

test.each([
  ['get-vanilla', vanilla],
  ['post-vanilla', request('POST', '/', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b')],
  [
    'get-vanilla-query-order-key-case',
    request('GET', '/?Param2=value2&Param1=value1', 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500'),
  ],
])('the published vector %s is accepted', (_, signed) => {
  expect(isSigned(signed, expected)).toBe(true);
});

describe('refused', () => {
  test.each([
    ['another method', { ...vanilla, method: 'POST' }],
    ['another path', { ...vanilla, url: '/other' }],
    ['another query', { ...vanilla, url: '/?a=1' }],
    ['another body', { ...vanilla, body: Buffer.from('x') }],
    ['another host', { ...vanilla, headers: { ...vanilla.headers, host: 'example.com' } }],
    ['no signature', { ...vanilla, headers: {} }],
    ['a bearer token', { ...vanilla, headers: { ...vanilla.headers, authorization: 'Bearer x' } }],
    ['a date of no kind', { ...vanilla, headers: { ...vanilla.headers, 'x-amz-date': '20150830' } }],
  ])('%s', (_, tampered) => {
    expect(isSigned(tampered, expected)).toBe(false);
  });

  test.each([
    ['another secret', { secretAccessKey: 'other' }],
    ['another key', { accessKeyId: 'other' }],
    ['another service', { service: 'sqs' }],
    ['six minutes later', { now: expected.now + 360_000 }],
    ['six minutes earlier', { now: expected.now - 360_000 }],
  ])('%s', (_, other) => {
    expect(isSigned(vanilla, { ...expected, ...other })).toBe(false);
  });
});
