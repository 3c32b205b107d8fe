import { hmac } from '../shared/hmac.ts';

/** The headers in which the relay says when it posts, in epoch seconds, and its signature of that and the body. */
export const relayHeaders = { signature: 'x-seaway-relay-signature', timestamp: 'x-seaway-relay-timestamp' } as const;

/** The relay's signature over the second at which it posts and the exact bytes of the body, in hex. */
export const signRelayed = (relaySecret: string, timestamp: string, body: Buffer): string =>
  hmac('sha256', relaySecret, Buffer.concat([Buffer.from(`${timestamp}.`), body]), 'hex');
