import * as z from 'zod';
import { bearerOf } from '../jwt/bearer.ts';
import { type PublishedKeys, readRs256, unknownKey } from '../jwt/rs256.ts';

/** Who speaks at the agents' side: `name` is the worker's in config/taskrouter.json, `expiresAt` epoch milliseconds. */
export type Caller = { name: string; role: 'agent' | 'supervisor'; expiresAt: number };

/** Whose tokens open it. */
export type Door = {
  issuer: string;
  /** The app client that the console signs in as. */
  client: string;
  /** The issuer's keys, `afresh` where those known do not fit. */
  keys(afresh: boolean): Promise<PublishedKeys>;
  /** Epoch milliseconds. */
  now(): number;
};

type Admission = { caller: Caller } | { status: 401 | 403; error: string };

/** Milliseconds by which the clocks of the issuer and ours may differ. */
const skew = 30_000;

/**
 * Who shows this Authorization header, or why they are not let in: 401 where they have to sign in again, 403 where that would
 * not help. Only access tokens count, as an ID token is for the page alone. Throws Transient where the issuer's keys are
 * out of reach.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export async function callerOf(door: Door, authorization: string | undefined): Promise<Admission> {
  const token = bearerOf(authorization);
  if (token === undefined) return refused(401, 'sign in: the Authorization header holds no access token');
  const read = await readAtDoor(door, token);
  if ('fault' in read) return refused(401, `sign in again: the access token ${read.fault}`);
  const claims = claimsSchema.safeParse(read.claims);
  if (!claims.success) return refused(401, 'sign in again: this is no access token of a person');
  const { username: name, exp, 'cognito:groups': groups } = claims.data;
  const role = groups.includes('supervisors') ? 'supervisor' : groups.includes('agents') ? 'agent' : undefined;
  if (!role) return refused(403, `${name} is neither in the group agents nor in supervisors: docs/console-sign-in.md`);
  return { caller: { name, role, expiresAt: exp * 1_000 } };
}

/** The issuer may sign with a new key by now. */
async function readAtDoor({ issuer, client, keys, now }: Door, token: string) {
  const read = async (afresh: boolean) => readRs256(token, await keys(afresh), { issuer, client, now: now(), skew });
  const first = await read(false);
  return 'fault' in first && first.fault === unknownKey ? read(true) : first;
}

const claimsSchema = z.object({
  token_use: z.literal('access'),
  username: z.string().min(1),
  'cognito:groups': z.array(z.string()).default([]),
  exp: z.number(),
});

const refused = (status: 401 | 403, error: string): Admission => ({ status, error });
