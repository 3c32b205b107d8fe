import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import * as z from 'zod';
import type { PublishedKeys } from '../channel.ts';
import { decoded } from './jwt.ts';

/** What a token says, and the key that it was signed with; or why it is not to be believed. */
type Read = { claims: Record<string, unknown>; key: JsonWebKey } | { fault: string };

/** Milliseconds by which the clocks of two sides may differ. */
const skew = 300_000;

/**
 * Reads a JSON Web Token that must be signed RS256 with one of `keys`, come from `issuer`, be meant for `audience`, and be
 * good at `now`, in epoch milliseconds, give or take five minutes. Only its one canonical spelling counts, so that no byte
 * of it can be changed unnoticed. https://www.rfc-editor.org/rfc/rfc7519
 */
export function readRs256(
  token: string,
  keys: PublishedKeys,
  { issuer, audience, now }: { issuer: string; audience: string; now: number },
): Read {
  const parts = token.split('.');
  const [header = '', body = '', signature = ''] = parts;
  if (parts.length !== 3 || !parts.every(isCanonical)) return { fault: 'is no token in its canonical spelling' };
  const named = headerShape.safeParse(decoded(header));
  if (!named.success) return { fault: 'is not signed RS256 with a key that it names' };
  const key = keys.find(({ kid, kty }) => kid === named.data.kid && kty === 'RSA');
  if (!key) return { fault: 'is signed with a key that is not published' };
  if (!isSigned(`${header}.${body}`, signature, key)) return { fault: 'is not signed by the key that it names' };
  const claims = claimsShape.safeParse(decoded(body));
  if (!claims.success) return { fault: 'has no issuer, audience and time' };
  const { iss, aud, exp, nbf } = claims.data;
  if (iss !== issuer) return { fault: 'is of another issuer' };
  if (![aud].flat().includes(audience)) return { fault: 'is meant for another audience' };
  if (now > exp * 1000 + skew) return { fault: 'has expired' };
  if (nbf !== undefined && now < nbf * 1000 - skew) return { fault: 'is not good yet' };
  return { claims: claims.data, key };
}

/** Extensions that a reader must understand are none that we do: `crit` is no part of what is read here, so it is refused. */
const headerShape = z.object({ alg: z.literal('RS256'), kid: z.string().min(1), crit: z.undefined().optional() });

const claimsShape = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  nbf: z.number().optional(),
});

/** Base64url leaves bits of the last character unused; written again, only one spelling stays the same. */
const isCanonical = (part: string) => Buffer.from(part, 'base64url').toString('base64url') === part;

function isSigned(text: string, signature: string, key: JsonWebKey): boolean {
  try {
    const publicKey = createPublicKey({ key, format: 'jwk' });
    return verify('RSA-SHA256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
