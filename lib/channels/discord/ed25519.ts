import { createPublicKey, verify } from 'node:crypto';

/**
 * Whether the holder of this public key (64 hex digits) signed these bytes; a signature is 128 hex digits in lower case.
 * https://www.rfc-editor.org/rfc/rfc8032
 */
export function isSignedBy(publicKey: string, data: Buffer, signature: string): boolean {
  if (!/^[0-9a-f]{128}$/.test(signature)) return false;
  const x = Buffer.from(publicKey, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, data, key, Buffer.from(signature, 'hex'));
}
