import { generateKeyPairSync } from 'node:crypto';
import * as z from 'zod';
import type { WebhookRequest } from '../../lib/channels/channel.ts';
import { signRs256 } from '../../lib/jwt/sign.ts';
import { answer, type ChannelKit } from './kit.ts';

const appId = '8a3f2c1e-5b7d-4e90-a1c2-3d4e5f607182';
const secret = { appId, clientSecret: 'teams-client-secret', tenantId: '11111111-2222-3333-4444-555555555555' };

// Microsoft publishes no token for tests, so that this one's keys are made anew each time.
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const kid = 'tests-1';

const named = z.object({ serviceUrl: z.string(), channelId: z.string() });
const sent = z.object({ text: z.string().optional() });

/** A token of Microsoft's for a body from this service, with other claims where told. */
export function tokenFor(serviceUrl: string, claims: Record<string, unknown> = {}, key = kid): string {
  const now = Math.floor(Date.now() / 1000);
  const usual = {
    iss: 'https://api.botframework.com',
    aud: appId,
    nbf: now - 60,
    exp: now + 3600,
    serviceurl: serviceUrl,
  };
  return signRs256({ ...usual, ...claims }, pem, key);
}

/** The same key under another id, or vouching for other channels. */
export const publishedKey = (more: Record<string, unknown> = {}) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  endorsements: ['msteams', 'webchat'],
  ...more,
});

export const teamsKit: ChannelKit = {
  secret,
  wrongSecret: { ...secret, appId: '00000000-5b7d-4e90-a1c2-3d4e5f607182' },
  needs: ['appId', 'clientSecret'],
  keys: [
    publishedKey({
      kid: 'tests-0',
      ...generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }),
    }),
    publishedKey(),
  ],
  sign: (request: WebhookRequest) => {
    const { serviceUrl } = named.parse(JSON.parse(request.body.toString()));
    return { ...request, headers: { ...request.headers, authorization: `Bearer ${tokenFor(serviceUrl)}` } };
  },
  // The body is not signed but for where it says that it comes from.
  signs: ['header authorization'],
  signed: ({ headers, body }) => `${headers.authorization} ${originOf(body)}`,
  vectors: [],
  native: {
    text: '"textFormat":"plain"',
    media: '"contentType":"image/png","contentUrl":"https://example.com/cat.png"',
    choices: '{"type":"Action.Submit","title":"Billing","data":{"choice":"billing"}}',
  },
  texts: ({ body }) => [sent.parse(JSON.parse(String(body))).text].flatMap((text) => text ?? []),
  before: {
    'https://login.microsoftonline.com/': answer(200, {
      token_type: 'Bearer',
      expires_in: 3599,
      access_token: 'teams-access-token',
    }),
  },
  answers: {
    ok: answer(201, { id: '1767377017138' }),
    providerId: '+14133881111/1767377017138',
    refused: answer(403, { error: { code: 'MessageWritesBlocked', message: 'Message writes blocked.' } }),
    reason: 'MessageWritesBlocked',
  },
};

function originOf(body: Buffer): string {
  try {
    const { serviceUrl, channelId } = named.parse(JSON.parse(body.toString()));
    return `${serviceUrl.toLowerCase().replace(/\/+$/, '')} ${channelId}`;
  } catch {
    return 'nowhere';
  }
}
