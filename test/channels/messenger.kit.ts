import * as z from 'zod';
import { answer, type ChannelKit } from './kit.ts';
import { metaSigned, metaVectors } from './meta.kit.ts';

const sent = z.object({ message: z.object({ text: z.string().optional() }).optional() });
const secret = { pageId: '682498302938465', accessToken: 'page-access-token', verifyToken: 'messenger-verify-token' };

export const messengerKit: ChannelKit = {
  secret: { ...secret, appSecret: 'app_secret_123' },
  wrongSecret: { ...secret, appSecret: 'another-secret' },
  elsewhere: { pageId: '1' },
  needs: ['pageId', 'accessToken', 'appSecret', 'verifyToken'],
  ...metaSigned('app_secret_123'),
  vectors: metaVectors('messenger', secret),
  batch: {
    fixture: 'many-people',
    senders: ['8761234567890123', '8761234567890124', '8761234567890125'],
    list: 'entry',
  },
  native: {
    text: '"message":{"text":',
    media: '"attachment":{"type":"image","payload":{"url":',
    choices: '"template_type":"button"',
    reaction: '"sender_action":"react"',
  },
  texts: ({ body }) => {
    const { message } = sent.parse(JSON.parse(String(body)));
    return message?.text === undefined ? [] : [message.text];
  },
  answers: {
    ok: answer(200, { recipient_id: '8761234567890123', message_id: 'm_AG5Hz2Uq7tuwNEhXfYYKj8mJEM_QPpz5jdCK48PnKAjS' }),
    providerId: 'm_AG5Hz2Uq7tuwNEhXfYYKj8mJEM_QPpz5jdCK48PnKAjS',
    refused: answer(400, {
      error: {
        message: '(#551) This person isn\u2019t available right now.',
        type: 'OAuthException',
        code: 551,
        error_subcode: 1545041,
        fbtrace_id: 'BLBz/WZt8dN',
      },
    }),
    reason: '551',
  },
};
