import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import * as z from 'zod';
import { decoded } from './parts.ts';

/** Public keys of a provider, as it publishes them: https://www.rfc-editor.org/rfc/rfc7517 */
export type PublishedKeys = readonly JsonWebKey[];

/**
 * Whom a token has to come from and be meant for: an audience, as most are, or a client, as access tokens of Cognito are.
 * `now` and `skew`, by which the clocks of two sides may differ, are milliseconds.
 */
export type Expected = { issuer: string; now: number; skew: number } & ({ audience: string } | { client: string });

/** What a token says, and the key that it was signed with; or why it is not to be believed. */
type Read = { claims: Record<string, unknown>; key: JsonWebKey } | { fault: string };

/** The fault of a token whose key may have been published since the keys were read. */
export const unknownKey = 'is signed with a key that is not published';

/**
 * Reads a JSON Web Token that must be signed RS256 with one of `keys`, come from the issuer, be meant for us, and be good
 * now. Only its one canonical spelling counts, so that no byte of it can be changed unnoticed.
 * https://www.rfc-editor.org/rfc/rfc7519
 */
export function readRs256(token: string, keys: PublishedKeys, expected: Expected): Read {
  const parts = token.split('.');
  const [header = '', body = '', signature = ''] = parts;
  if (parts.length !== 3 || !parts.every(isCanonical)) return { fault: 'is no token in its canonical spelling' };
  const named = headerShape.safeParse(decoded(header));
  if (!named.success) return { fault: 'is not signed RS256 with a key that it names' };
  const key = keys.find(({ kid, kty }) => kid === named.data.kid && kty === 'RSA');
  if (!key) return { fault: unknownKey };
  if (!isSigned(`${header}.${body}`, signature, key)) return { fault: 'is not signed by the key that it names' };
  const claims = claimsShape.safeParse(decoded(body));
  if (!claims.success) return { fault: 'has no issuer and time' };
  const fault = misfit(claims.data, expected);
  return fault === undefined ? { claims: claims.data, key } : { fault };
}

/** Extensions that a reader must understand are none that we do: `crit` is no part of what is read here, so it is refused. */
const headerShape = z.object({ alg: z.literal('RS256'), kid: z.string().min(1), crit: z.undefined().optional() });

const claimsShape = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  client_id: z.string().optional(),
  exp: z.number(),
  nbf: z.number().optional(),
});

function misfit(claims: z.infer<typeof claimsShape>, { issuer, now, skew, ...meant }: Expected): string | undefined {
  const { iss, aud = [], client_id, exp, nbf } = claims;
  if (iss !== issuer) return 'is of another issuer';
  if ('audience' in meant && ![aud].flat().includes(meant.audience)) return 'is meant for another audience';
  if ('client' in meant && client_id !== meant.client) return 'is meant for another client';
  if (now > exp * 1000 + skew) return 'has expired';
  if (nbf !== undefined && now < nbf * 1000 - skew) return 'is not good yet';
  return undefined;
}

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
