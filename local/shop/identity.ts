import { createHmac } from 'node:crypto';

type Customer = { id: string; email: string; name: string };

/** What the shop's server signs of who is logged in there, as docs/channels/webchat.md shows it: good for an hour. */
export function signIdentity({ id, email, name }: Customer, identityKey: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: id, email, name, iat: now, exp: now + 3_600 };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', identityKey).update(signed).digest('base64url')}`;
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
