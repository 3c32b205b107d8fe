import { createHash, createHmac } from 'node:crypto';

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string | undefined };

/** What a signature is good for; `now` is epoch milliseconds. */
export type Scope = { region: string; service: string; now: number };

/**
 * The headers that sign a request to AWS (Signature Version 4): host, time, session token and signature, for S3 also the
 * hash of the body. `url` is whole.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signedHeaders(
  { method, url, body }: { method: string; url: string; body: string | Buffer },
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  { region, service, now }: Scope,
): Record<string, string> {
  const { host, pathname, search } = new URL(url);
  const time = timeOf(now);
  const headers = {
    host,
    ...(service === 's3' && { 'x-amz-content-sha256': sha256(body) }),
    'x-amz-date': time,
    ...(sessionToken && { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers).join(';');
  const signature = signatureOf(
    { method, url: pathname + search, headers, body },
    { names, time, region, service, secretAccessKey },
  );
  const credential = `${accessKeyId}/${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature.toString('hex')}`;
  return { ...headers, authorization };
}

export type Signable = {
  method: string;
  /** Path and query, as they are sent. */
  url: string;
  headers: Record<string, string | string[] | undefined>;
  /** Undefined where anything may be sent, as with an address that is signed beforehand. */
  body: string | Buffer | undefined;
};

/** An epoch in milliseconds as signatures write it: `20150830T123600Z`. */
export const timeOf = (now: number): string => new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** A part of a path or a query as signatures want it: only letters, digits and `-._~` stand for themselves. */
export const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature of a request; `names` are the signed headers, sorted and joined by `;`, `time` is `20150830T123600Z`. */
export function signatureOf(
  request: Signable,
  {
    names,
    time,
    region,
    service,
    secretAccessKey,
  }: { names: string; time: string; region: string; service: string; secretAccessKey: string },
): Buffer {
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical(request, names, service))].join('\n');
  const signingKey = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(signingKey, toSign);
}

function canonical({ method, url, headers, body }: Signable, names: string, service: string): string {
  const [path = '/', query = ''] = url.split('?');
  const lines = names
    .split(';')
    .map((name) => `${name}:${[headers[name]].flat().join(',').trim().replace(/ +/g, ' ')}\n`);
  // Every service but S3 signs the path encoded once more than it was sent.
  const signedPath = service === 's3' ? path : path.split('/').map(encode).join('/');
  const hash = body === undefined ? 'UNSIGNED-PAYLOAD' : sha256(body);
  return [method, signedPath, canonicalQuery(query), lines.join(''), names, hash].join('\n');
}

const canonicalQuery = (query: string) =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split('=').map((part) => encode(decodeURIComponent(part))))
    .map(([name = '', value = '']) => `${name}=${value}`)
    .sort()
    .join('&');

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
