import { createPrivateKey, sign } from 'node:crypto';
import * as z from 'zod';
import { answer, type ChannelKit } from './kit.ts';

/** Seed and public key of RFC 8032, section 7.1, TEST 1 and TEST 2. */
const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const publicKey = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const otherPublicKey = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';

/** The head of a PKCS #8 structure with an Ed25519 seed after it: https://www.rfc-editor.org/rfc/rfc8410#section-7 */
const head = Buffer.from('302e020100300506032b657004220420', 'hex');
const key = createPrivateKey({ key: Buffer.concat([head, Buffer.from(seed, 'hex')]), format: 'der', type: 'pkcs8' });

/** The header that Discord would sign a body with at this second. */
export const signedAt = (timestamp: string, body: Buffer) => ({
  'x-signature-timestamp': timestamp,
  'x-signature-ed25519': sign(null, Buffer.concat([Buffer.from(timestamp), body]), key).toString('hex'),
});

const secret = {
  applicationId: '775799577604522054',
  publicKey,
  botToken: 'Nzc1Nzk5NTc3NjA0NTIyMDU0.X6rvtQ.local-discord-bot-token',
  relaySecret: 'discord-relay-secret-of-32-letters',
};

const sent = z.object({ content: z.string().optional() });

export const discordKit: ChannelKit = {
  secret,
  wrongSecret: { ...secret, publicKey: otherPublicKey, relaySecret: 'another-relay-secret-of-32-letters' },
  needs: ['applicationId', 'publicKey', 'botToken'],
  sign: (request) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    return { ...request, headers: { ...request.headers, ...signedAt(timestamp, request.body) } };
  },
  // The time is signed too; discord.test.ts changes it, as digits in upper case are the same digits.
  signs: ['body', 'header x-signature-ed25519'],
  signed: ({ body, headers }) =>
    `${headers['x-signature-ed25519']} ${headers['x-signature-timestamp']} ${body.toString('hex')}`,
  // Discord publishes none; discord.test.ts has those of RFC 8032 and a PING, which is answered instead of accepted.
  vectors: [],
  native: {
    text: '"content":"Hello, 世界 😀"',
    media: 'name="files[0]"; filename="cat.png"',
    choices: '"components":[{"type":1,"components":[{"type":2,"style":2,"label":"Billing","custom_id":"billing"}',
    reaction: '/messages/7527593%3A133/reactions/%F0%9F%91%8D/@me',
  },
  texts: ({ body }) => {
    const json = /\{.*\}/s.exec(String(body).split('\r\n--')[0] ?? '')?.[0] ?? '{}';
    return [sent.parse(JSON.parse(json)).content].flatMap((said) => said ?? []);
  },
  before: {
    'https://discord.com/api/v10/users/@me/channels': answer(200, { id: '319674150115610528', type: 1 }),
    'https://example.com/': answer(200, 'png', { 'content-type': 'image/png' }),
  },
  answers: {
    ok: answer(200, { id: '334385199974967042', channel_id: '319674150115610528', type: 0, content: 'hello' }),
    providerId: '334385199974967042',
    refused: answer(400, {
      code: 50035,
      message: 'Invalid Form Body',
      errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] } },
    }),
    reason: '50035: Invalid Form Body; content: Must be 2000 or fewer in length.',
  },
};
