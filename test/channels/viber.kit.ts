import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { WebhookRequest } from '../../lib/channels/channel.ts';
import { answer, type ChannelKit, webhook } from './kit.ts';

const authToken = '445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9';
const secret = { authToken, senderName: 'Seaway' };
const url = 'https://seaway.example/webhooks/viber/main';

const sent = z.object({ type: z.string(), text: z.string().optional() });

export const viberKit: ChannelKit = {
  secret,
  wrongSecret: { ...secret, authToken: 'another-token' },
  needs: ['authToken', 'senderName'],
  sign: (request: WebhookRequest) => ({
    ...request,
    headers: {
      ...request.headers,
      'x-viber-content-signature': createHmac('sha256', authToken).update(request.body).digest('hex'),
    },
  }),
  signs: ['body', 'header x-viber-content-signature'],
  signed: ({ body, headers }) => `${headers['x-viber-content-signature']} ${body.toString('hex')}`,
  vectors: [
    {
      name: 'V1, Viber/viber-bot-node test/message/message-validator-test.js',
      secret: { ...secret, authToken: '44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3' },
      request: webhook({
        url,
        body: '{"event":"webhook","timestamp":4977069964384421269,"message_token":1478683725125}',
        headers: {
          'x-viber-content-signature': 'd21b343448c8aee33b8e93768ef6ceb64a6ba6163099973a2b8bd028fea510ef',
        },
      }),
    },
  ],
  native: {
    text: '"type":"text","text":"Hello',
    media: '"type":"picture","text":"A cat","media":"https://example.com/cat.png"',
    location: '"type":"location","location":{"lat":35.66,"lon":139.7}',
    choices: '"Buttons":[{"Columns":6,"Rows":1,"ActionType":"reply","ActionBody":"Billing","Text":"Billing"}',
    contact: '"type":"contact","contact":{"name":"Ada Lovelace","phone_number":"+441234567890"}',
  },
  texts: ({ body }) => {
    const { type, text } = sent.parse(JSON.parse(String(body)));
    return type === 'text' && text !== undefined ? [text] : [];
  },
  answers: {
    // Written by hand, as a number of JavaScript does not hold the token.
    ok: answer(200, '{"status":0,"status_message":"ok","message_token":5741311803571721087,"billing_status":1}'),
    providerId: '5741311803571721087',
    refused: answer(200, { status: 6, status_message: 'receiverNotSubscribed' }),
    reason: 'status 6, the customer is not subscribed to the bot',
  },
};
