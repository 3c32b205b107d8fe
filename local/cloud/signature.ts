import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export type SignedRequest = {
  method: string;
  /** As it was sent, with the query. */
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
};
export type Expected = { accessKeyId: string; secretAccessKey: string; service: string; now: number };

/** Five minutes: an older signature is refused. */
const patience = 300_000;

/**
 * Whether the Authorization header is a signature (Signature Version 4) of this request with these credentials, not older
 * than five minutes. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function isSigned(request: SignedRequest, { accessKeyId, secretAccessKey, service, now }: Expected): boolean {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
  const [, key, day = '', region = '', signedFor, names = '', signature = ''] =
    form.exec(String(request.headers.authorization ?? '')) ?? [];
  const time = String(request.headers['x-amz-date'] ?? '');
  if (key !== accessKeyId || signedFor !== service || !time.startsWith(day)) return false;
  if (!(Math.abs(now - epoch(time)) <= patience) || !names.split(';').includes('host')) return false;

  const expected = signatureOf(request, names, { time, region, service, secretAccessKey });
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

/** The headers that make a request one that `isSigned`: its host, the time and the signature. */
export function signedHeaders(
  { method, url, body }: Omit<SignedRequest, 'headers'>,
  { host, region, accessKeyId, secretAccessKey, service, now }: Expected & { host: string; region: string },
): Record<string, string> {
  const time = `${new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '')}`;
  const headers = { host, 'x-amz-date': time };
  const names = Object.keys(headers).join(';');
  const signature = signatureOf({ method, url, headers, body }, names, { time, region, service, secretAccessKey });
  const credential = `${accessKeyId}/${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature.toString('hex')}`;
  return { ...headers, authorization };
}

function signatureOf(
  request: SignedRequest,
  names: string,
  {
    time,
    region,
    service,
    secretAccessKey,
  }: { time: string; region: string; service: string; secretAccessKey: string },
): Buffer {
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical(request, names))].join('\n');
  const signingKey = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(signingKey, toSign);
}

function canonical({ method, url, headers, body }: SignedRequest, names: string): string {
  const [path = '/', query = ''] = url.split('?');
  const lines = names
    .split(';')
    .map((name) => `${name}:${[headers[name]].flat().join(',').trim().replace(/ +/g, ' ')}\n`);
  return [method, encodePath(path), canonicalQuery(query), lines.join(''), names, sha256(body)].join('\n');
}

/** Every service but S3 signs the path encoded once more than it was sent. */
const encodePath = (path: string) => path.split('/').map(encode).join('/');

const canonicalQuery = (query: string) =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split('=').map((part) => encode(decodeURIComponent(part))))
    .map(([name = '', value = '']) => `${name}=${value}`)
    .sort()
    .join('&');

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const epoch = (time: string) =>
  Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
