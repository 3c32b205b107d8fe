import * as z from 'zod';
import { decoded, encoded } from '../../jwt/parts.ts';
import { proofSchema } from '../../message.ts';
import { hmac, sameText } from '../shared/hmac.ts';

/**
 * What a session token says: who writes (`sub`, the thread's sender), on which account, and what the host page vouched for.
 * Times are epoch seconds.
 */
const sessionSchema = z.object({
  sub: z.uuid(),
  account: z.string(),
  iat: z.int(),
  exp: z.int(),
  proves: z.array(proofSchema).optional(),
  name: z.string().optional(),
  language: z.string().optional(),
});
export type Session = z.infer<typeof sessionSchema>;

/** A JSON Web Token of these claims, signed HS256: https://www.rfc-editor.org/rfc/rfc7519 */
export function signToken(claims: Record<string, unknown>, key: string): string {
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${signatureOf(signed, key)}`;
}

/**
 * Whether a token is signed HS256 with this key. The signature is compared as text: the last character of its 43 has two bits
 * that decoding would drop, so that one signature could be written in four ways.
 */
export function isSigned(token: string, key: string): boolean {
  const [header = '', claims = ''] = token.split('.');
  if (!headerSchema.safeParse(decoded(header)).success) return false;
  const signed = `${header}.${claims}`;
  return sameText(`${signed}.${signatureOf(signed, key)}`, token);
}

/** What a token claims, whoever signed it; undefined where it is no token. */
export const claimsOf = (token: string): unknown => decoded(token.split('.')[1] ?? '');

/** The session that a token stands for, whoever signed it; undefined where it is no session's. */
export const sessionOf = (token: string): Session | undefined => sessionSchema.safeParse(claimsOf(token)).data;

const headerSchema = z.object({ alg: z.literal('HS256') });

const signatureOf = (signed: string, key: string) => hmac('sha256', key, signed, 'base64url');
