import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { WebhookRequest } from '../../lib/channels/channel.ts';
import { googleAccount, googleLogin } from './google-key.ts';
import { answer, type ChannelKit, webhook } from './kit.ts';

const partnerKey = 'pk_0000_partner_key';
const secret = { clientToken: 'client-token', partnerKey, ...googleAccount };

const sent = z.object({ text: z.string().optional() });

export const googleBusinessMessagesKit: ChannelKit = {
  secret,
  wrongSecret: { ...secret, clientToken: 'another-token', partnerKey: 'another-key' },
  needs: ['clientToken', 'partnerKey', 'clientEmail', 'privateKey'],
  sign: (request: WebhookRequest) => ({
    ...request,
    headers: {
      ...request.headers,
      'x-goog-signature': createHmac('sha512', partnerKey).update(request.body).digest('base64'),
    },
  }),
  signs: ['body', 'header x-goog-signature'],
  signed: ({ body, headers }) => `${headers['x-goog-signature']} ${body.toString('hex')}`,
  vectors: [
    {
      name: 'computed from https://developers.google.com/business-communications/business-messages/guides/how-to/message/receive',
      secret,
      request: webhook({
        url: 'https://seaway.example/webhooks/google-business-messages/main',
        body: '{"requestId":"1"}',
        headers: {
          'x-goog-signature':
            'xBT5VV9ZSzpbl8a7oKJTXcs2GNe/wpPCI1eG8LC8i1GXtcuqq/AYq6KGwCLl2IbDBIQoq2OBE3RYGf1nSXu8bQ==',
        },
      }),
    },
  ],
  native: {
    text: '"text":"Hello',
    media: '"media":{"height":"MEDIUM","contentInfo":{"fileUrl":"https://example.com/cat.png"',
    choices: '"suggestions":[{"reply":{"text":"Billing","postbackData":"billing"}}',
  },
  texts: ({ body }) => [sent.parse(JSON.parse(String(body))).text ?? []].flat(),
  before: googleLogin,
  answers: {
    ok: answer(200, {
      name: 'conversations/c/messages/0f8fad5b-d9cb-469f-a165-70867728950e',
      messageId: '0f8fad5b-d9cb-469f-a165-70867728950e',
      text: 'hello',
    }),
    providerId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    refused: answer(400, {
      error: { code: 400, message: 'Invalid value at text', status: 'INVALID_ARGUMENT' },
    }),
    reason: 'INVALID_ARGUMENT: Invalid value at text',
  },
};
