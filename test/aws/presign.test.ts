import { expect, test } from 'vitest';
import { presign } from '../../lib/aws/presign.ts';
import { signatureOf, signedHeaders } from '../../lib/aws/sign.ts';

// The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html and sig-v4-header-based-auth.html
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const scope = { region: 'us-east-1', service: 's3', now: Date.UTC(2013, 4, 24) };

test('the published address that is signed beforehand', () => {
  const url = presign({ method: 'GET', url: 'https://examplebucket.s3.amazonaws.com/test.txt' }, credentials, {
    ...scope,
    seconds: 86_400,
  });
  expect(url).toBe(
    'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  );
});

test.each([
  ['a question', '?lifecycle', 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
  ['a list', '?max-keys=2&prefix=J', '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
])('the published headers of %s', (_, query, signature) => {
  const request = { method: 'GET', url: `https://examplebucket.s3.amazonaws.com/${query}`, body: '' };
  expect(signedHeaders(request, credentials, scope)).toEqual({
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-amz-date': '20130524T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
  });
});

test('the published headers of a file whose name must be encoded once', () => {
  const headers = {
    date: 'Fri, 24 May 2013 00:00:00 GMT',
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    'x-amz-date': '20130524T000000Z',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
  };
  const request = { method: 'PUT', url: '/test%24file.text', headers, body: 'Welcome to Amazon S3.' };
  const names = 'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class';
  const { secretAccessKey } = credentials;
  expect(signatureOf(request, { ...scope, names, time: '20130524T000000Z', secretAccessKey }).toString('hex')).toBe(
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  );
});
