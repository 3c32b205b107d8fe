import * as z from 'zod';
import { answer, type ChannelKit } from './kit.ts';
import { metaSigned, metaVectors } from './meta.kit.ts';

const sent = z.object({ message: z.object({ text: z.string().optional() }).optional() });
const secret = {
  instagramId: '17841400000000000',
  accessToken: 'instagram-access-token',
  verifyToken: 'instagram-verify-token',
};

export const instagramKit: ChannelKit = {
  secret: { ...secret, appSecret: 'app_secret_123' },
  wrongSecret: { ...secret, appSecret: 'another-secret' },
  needs: ['instagramId', 'accessToken', 'appSecret', 'verifyToken'],
  ...metaSigned('app_secret_123'),
  vectors: metaVectors('instagram', secret),
  batch: { fixture: 'many-people', senders: ['1254477777772919', '1254477777772920'], list: 'entry' },
  native: {
    text: '"message":{"text":',
    media: '"attachment":{"type":"image","payload":{"url":',
    choices: '"quick_replies":[{"content_type":"text"',
  },
  texts: ({ body }) => {
    const { message } = sent.parse(JSON.parse(String(body)));
    return message?.text === undefined ? [] : [message.text];
  },
  answers: {
    ok: answer(200, { recipient_id: '1254477777772919', message_id: 'aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEOjE3ODQ' }),
    providerId: 'aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEOjE3ODQ',
    refused: answer(400, {
      error: {
        message: '(#10) This message is sent outside of allowed window.',
        type: 'OAuthException',
        code: 10,
        error_subcode: 2534022,
        fbtrace_id: 'BLBz/WZt8dN',
      },
    }),
    reason: 'the window for an answer has closed',
  },
};
