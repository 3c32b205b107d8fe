import { timingSafeEqual } from 'node:crypto';
import { type Signable, signatureOf } from '../../lib/aws/sign.ts';

export type Expected = { accessKeyId: string; secretAccessKey: string; service: string; now: number };

/** Five minutes: an older signature is refused. */
const patience = 300_000;

/**
 * Whether the Authorization header is a signature (Signature Version 4) of this request with these credentials, not older
 * than five minutes. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function isSigned(request: Signable, { accessKeyId, secretAccessKey, service, now }: Expected): boolean {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
  const [, key, day = '', region = '', signedFor, names = '', signature = ''] =
    form.exec(String(request.headers.authorization ?? '')) ?? [];
  const time = String(request.headers['x-amz-date'] ?? '');
  if (key !== accessKeyId || signedFor !== service || !time.startsWith(day)) return false;
  if (!(Math.abs(now - epoch(time)) <= patience) || !names.split(';').includes('host')) return false;

  const expected = signatureOf(request, { names, time, region, service, secretAccessKey });
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

/**
 * Whether the query holds a signature of this request with these credentials that has not lapsed; what it signs of the body
 * are its headers alone. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function isPresigned(request: Signable, { accessKeyId, secretAccessKey, service, now }: Expected): boolean {
  const { searchParams } = new URL(request.url, 'http://localhost');
  const said = (name: string) => searchParams.get(`X-Amz-${name}`) ?? '';
  const [key, day = '', region = '', signedFor] = said('Credential').split('/');
  const [time, names, signature] = [said('Date'), said('SignedHeaders'), said('Signature')];
  if (key !== accessKeyId || signedFor !== service || !time.startsWith(day)) return false;
  if (!(now <= epoch(time) + Number(said('Expires')) * 1_000) || !names.split(';').includes('host')) return false;

  const url = request.url.replace(/&X-Amz-Signature=[0-9a-f]{64}/, '');
  const expected = signatureOf({ ...request, url, body: undefined }, { names, time, region, service, secretAccessKey });
  return /^[0-9a-f]{64}$/.test(signature) && timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

const epoch = (time: string) =>
  Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
