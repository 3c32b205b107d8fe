import { createHmac, timingSafeEqual } from 'node:crypto';

/** The keyed hash of `data` (text counts as UTF-8), written out in `encoding`. */
export const hmac = (
  hash: 'sha1' | 'sha256' | 'sha512',
  key: string,
  data: string | Buffer,
  encoding: 'base64' | 'base64url' | 'hex',
): string => createHmac(hash, key).update(data).digest(encoding);

/** Whether two texts are the same, in a time that does not tell how much of them is; only their lengths may leak. */
export function sameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
