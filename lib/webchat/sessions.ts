import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { hmac } from '../channels/shared/hmac.ts';
import type { WebchatSettings } from '../channels/webchat/index.ts';
import { type Session, signToken } from '../channels/webchat/token.ts';
import { uuidOf } from '../thread.ts';
import { enter } from './entrance.ts';
import { type Identity, proofsOf, readIdentity } from './identity.ts';
import { Refused } from './refused.ts';

const askSchema = z.object({
  /** What the host page says of who is logged in there: a JSON Web Token signed with the account's identityKey. */
  identity: z.string().optional(),
  /** The token of a session that is to go on. */
  resume: z.string().optional(),
  /** What a visitor says of themselves; an identity knows better. */
  name: z.string().min(1).max(100).optional(),
  language: z.string().min(2).max(35).optional(),
});

/** Seconds that a session token is good for; a page that is opened within them gets a new one for the same session. */
const life = 30 * 86_400;

/**
 * Begins a session, or goes on with one: of a guest, or of whoever is logged in on the host page, on all their devices the
 * same. Gives its token, and when that expires in epoch milliseconds. Throws Refused where a token is not good, ZodError
 * where what is asked has not the right shape.
 */
export function openSession(settings: WebchatSettings, account: string, asked: unknown, now: number) {
  const { identity: signed, resume, name, language } = askSchema.parse(asked);
  const identity = signed === undefined ? undefined : readIdentity(signed, settings.identityKey, now);
  const old = resume === undefined ? undefined : enter(settings, account, `Bearer ${resume}`);
  if (resume !== undefined && !old && !identity) throw new Refused(401, 'the session has ended: begin a new one');
  const iat = Math.floor(now / 1000);
  const kept = old && (!identity || mayBe(old, identity)) ? old : undefined;
  const session: Session = {
    sub: kept?.sub ?? (identity ? senderOf(settings, account, identity) : randomUUID()),
    account,
    iat,
    // What the host page vouched for is not renewed without it: who got hold of such a token has it for a while only.
    exp: identity || !kept?.proves ? iat + life : kept.exp,
    proves: identity ? proofsOf(identity) : kept?.proves,
    name: identity?.name ?? kept?.name ?? name,
    language: identity?.language ?? language ?? kept?.language,
  };
  return { token: signToken(session, settings.sessionKey), sender: session.sub, expiresAt: session.exp * 1000 };
}

/** A guest who logs in stays in the conversation; somebody else at the same computer does not come into it. */
const mayBe = ({ proves = [] }: Session, { sub }: Identity) => proves.length === 0 || proves.includes(`account:${sub}`);

/** The same for a person on every device, and for nobody to guess. */
const senderOf = ({ identityKey }: WebchatSettings, account: string, { sub }: Identity): string =>
  uuidOf(hmac('sha256', identityKey, `${account} ${sub}`, 'hex'));
