import { sign } from 'node:crypto';
import { Permanent, reasonOf } from '../errors.ts';
import { encoded } from './parts.ts';

/**
 * A JSON Web Token of these claims, signed RS256 with a private key in PEM form; `kid` names the key where the reader has
 * several. Throws Permanent where the key cannot sign. https://www.rfc-editor.org/rfc/rfc7519
 */
export function signRs256(claims: Record<string, unknown>, privateKey: string, kid?: string): string {
  const header = { alg: 'RS256', typ: 'JWT', ...(kid && { kid }) };
  const signed = `${encoded(header)}.${encoded(claims)}`;
  try {
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
  } catch (cause) {
    throw new Permanent(`the private key cannot sign: ${reasonOf(cause)}`, { cause });
  }
}
