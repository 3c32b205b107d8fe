import * as z from 'zod';
import type { WebhookRequest } from '../../lib/channels/channel.ts';
import { sessionOf, signToken } from '../../lib/channels/webchat/token.ts';
import { answer, type ChannelKit } from './kit.ts';

const secret = {
  sessionKey: 'the session key of the conformance kit',
  identityKey: 'the identity key of the conformance kit',
  origins: ['https://www.example.com'],
};

const pushed = z.object({ content: z.object({ type: z.string(), text: z.string().optional() }) });

export const webchatKit: ChannelKit = {
  secret,
  wrongSecret: { ...secret, sessionKey: 'the session key of another account' },
  needs: ['sessionKey', 'identityKey', 'origins'],
  /** The token of the fixture's own session, as new as a page would have it. */
  sign(request: WebhookRequest) {
    const session = sessionOf(request.headers.authorization?.slice('Bearer '.length) ?? '');
    const iat = Math.floor(Date.now() / 1000);
    const token = signToken({ ...session, iat, exp: iat + 600 }, secret.sessionKey);
    return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
  },
  signs: ['header authorization'],
  signed: ({ headers }) => headers.authorization ?? '',
  vectors: [],
  native: {
    text: '"content":{"type":"text"',
    media: '"content":{"type":"media"',
    location: '"content":{"type":"location"',
    choices: '"options":[{"id":"billing"',
    reaction: '"emoji":"👍"',
    contact: '"phones":["+441234567890"]',
  },
  texts({ body }) {
    const { content } = pushed.parse(JSON.parse(String(body)));
    return content.type === 'text' ? [content.text ?? ''] : [];
  },
  ownIds: true,
  answers: {
    ok: answer(200, ''),
    providerId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    refused: answer(403, { message: 'Forbidden by policy' }),
    reason: 'Forbidden by policy',
  },
};
