import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { postWebhook } from '../api.ts';

/** The head of a PKCS #8 structure with an Ed25519 seed after it: https://www.rfc-editor.org/rfc/rfc8410#section-7 */
const head = Buffer.from('302e020100300506032b657004220420', 'hex');
const seed = Buffer.alloc(32, 'seaway discord seed');
const key = createPrivateKey({ key: Buffer.concat([head, seed]), format: 'der', type: 'pkcs8' });
// The raw key is what comes after the 12 bytes that say what it is.
const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(12).toString('hex');

export const secret = {
  applicationId: '775799577604522054',
  publicKey,
  botToken: 'Nzc1Nzk5NTc3NjA0NTIyMDU0.X6rvtQ.local-discord-bot-token',
  relaySecret: 'local-discord-relay-secret-of-some-length',
};

/** The bot's own user; its id is the application's. */
export const bot = { id: secret.applicationId, username: 'seaway', global_name: null, bot: true, discriminator: '0' };

/** Posts as Discord does, signed; `forged` is what Discord tries from time to time, to see that nobody takes it. */
export function postSigned(url: string, body: unknown, forged = false) {
  const [text, timestamp] = [JSON.stringify(body), String(Math.floor(Date.now() / 1000))];
  const signature = sign(null, Buffer.from(timestamp + text), key);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
    'x-signature-timestamp': timestamp,
    'x-signature-ed25519': (forged ? Buffer.alloc(64) : signature).toString('hex'),
  };
  return postWebhook(url, headers, text);
}
