import { type Credentials, encode, type Scope, signatureOf, timeOf } from './sign.ts';

/**
 * An address with the signature in its query (Signature Version 4): whoever has it may do this one request, with these
 * headers beside the host, for `seconds` (a week at most, and no longer than the credentials live).
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presign(
  { method, url, headers = {} }: { method: string; url: string; headers?: Record<string, string> },
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  { region, service, now, seconds }: Scope & { seconds: number },
): string {
  const { host, pathname, search } = new URL(url);
  const time = timeOf(now);
  const signed = { ...headers, host };
  const names = Object.keys(signed).sort().join(';');
  const query = [
    ...search.slice(1).split('&').filter(Boolean),
    ...Object.entries({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${accessKeyId}/${time.slice(0, 8)}/${region}/${service}/aws4_request`,
      'X-Amz-Date': time,
      'X-Amz-Expires': String(seconds),
      ...(sessionToken && { 'X-Amz-Security-Token': sessionToken }),
      'X-Amz-SignedHeaders': names,
    }).map(([name, value]) => `${name}=${encode(value)}`),
  ].join('&');
  const signature = signatureOf(
    { method, url: `${pathname}?${query}`, headers: signed, body: undefined },
    { names, time, region, service, secretAccessKey },
  );
  return `https://${host}${pathname}?${query}&X-Amz-Signature=${signature.toString('hex')}`;
}
