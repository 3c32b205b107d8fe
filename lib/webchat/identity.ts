import * as z from 'zod';
import { claimsOf, isSigned } from '../channels/webchat/token.ts';
import type { Proof } from '../message.ts';
import { Refused } from './refused.ts';

/** Who is logged in on the host page, in its own words; times are epoch seconds. */
const identitySchema = z.object({
  /** The host's own id of its customer. */
  sub: z.string().min(1).max(255),
  email: z.email().max(255).optional(),
  phone: z
    .string()
    .regex(/^\+\d{6,15}$/, 'must be written +, country code and number, digits only')
    .optional(),
  name: z.string().min(1).max(100).optional(),
  language: z.string().min(2).max(35).optional(),
  iat: z.int(),
  exp: z.int(),
});
export type Identity = z.infer<typeof identitySchema>;

/** An identity may be good for a day at most: it is made anew whenever a page is loaded. */
const longest = 86_400;

/** Seconds that the host's clock may be ahead of ours. */
const skew = 300;

/** Reads the JSON Web Token of a host page. Throws Refused where it is not theirs, has expired, or says what it should not. */
export function readIdentity(token: string, identityKey: string, now: number): Identity {
  if (!isSigned(token, identityKey)) throw new Refused(401, 'the identity is not signed HS256 with the identityKey');
  const read = identitySchema.safeParse(claimsOf(token));
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'claims'}: ${message}`);
    throw new Refused(400, `the identity does not fit: ${faults.join('; ')}`);
  }
  const { iat, exp } = read.data;
  const seconds = now / 1000;
  if (exp <= seconds) throw new Refused(401, 'the identity has expired');
  if (iat > seconds + skew)
    throw new Refused(401, 'the identity was signed in the future: look at the clock of the host');
  if (exp - iat > longest) throw new Refused(400, 'the identity is good for longer than 24 hours');
  return read.data;
}

/** What an identity proves: the host page vouches for it with its signature. */
export const proofsOf = ({ sub, email, phone }: Identity): Proof[] => [
  `account:${sub}`,
  ...(email === undefined ? [] : [`email:${email.toLowerCase()}` as const]),
  ...(phone === undefined ? [] : [`phone:+${phone.slice(1)}` as const]),
];
