import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { WebhookRequest } from '../../lib/channels/channel.ts';
import { googleAccount, googleLogin } from './google-key.ts';
import { answer, type ChannelKit, webhook } from './kit.ts';

const clientToken = 'SJENCPGJESMGUFPY';
const secret = { agentId: 'welcome-bot', clientToken, ...googleAccount };
const url = 'https://seaway.example/webhooks/rcs/main';

const r1 =
  'eyJzZW5kZXJQaG9uZU51bWJlciI6IisxMjIyMzMzNDQ0NCIsIm1lc3NhZ2VJZCI6Ik14VGVzdE1zZzEiLCJ0ZXh0IjoiSGkiLCJhZ2VudElkIjoid2VsY29tZS1ib3RAcmJtLmdvb2cifQ==';

const envelope = z.object({ message: z.object({ data: z.string() }) });

/** What Google signs; a body that is not as documented holds nothing of it. */
function signedData(body: Buffer): Buffer {
  try {
    const { data } = envelope.parse(JSON.parse(body.toString('utf8'))).message;
    return Buffer.from(data, 'base64');
  } catch {
    return Buffer.from('no data');
  }
}

const sent = z.object({ contentMessage: z.object({ text: z.string().optional() }) });

export const rcsKit: ChannelKit = {
  secret,
  wrongSecret: { ...secret, clientToken: 'another-token' },
  needs: ['agentId', 'clientToken', 'clientEmail', 'privateKey'],
  sign: (request: WebhookRequest) => ({
    ...request,
    headers: {
      ...request.headers,
      'x-goog-signature': createHmac('sha512', clientToken).update(signedData(request.body)).digest('base64'),
    },
  }),
  signs: ['header x-goog-signature'],
  signed: ({ body, headers }) => `${headers['x-goog-signature']} ${signedData(body).toString('hex')}`,
  vectors: [
    {
      name: 'R1, computed from https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks',
      secret,
      request: webhook({
        url,
        body: JSON.stringify({ message: { data: r1, messageId: '1' }, subscription: 'projects/p/subscriptions/s' }),
        headers: {
          'x-goog-signature':
            'jK+4KhZckXKWYu4IfmXW8CF1itg4bTMajCPdHJypru1aK9SkbEJ9D1jniBjRVWdcHJKCVW4HQhWhLS4eMX0EcQ==',
        },
      }),
    },
  ],
  native: {
    text: '"contentMessage":{"text":',
    media: '"contentInfo":{"fileUrl":"https://example.com/cat.png"',
    choices: '"suggestions":[{"reply":{"text":"Billing","postbackData":"billing"}}',
  },
  texts: ({ body }) => [sent.parse(JSON.parse(String(body))).contentMessage.text ?? []].flat(),
  before: googleLogin,
  answers: {
    ok: answer(200, {
      name: 'phones/+14133881111/agentMessages/0f8fad5b-d9cb-469f-a165-70867728950e',
      sendTime: '2026-01-02T15:01:23.045Z',
      contentMessage: { text: 'hello' },
    }),
    providerId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    refused: answer(404, {
      error: { code: 404, message: 'The specified phone number cannot be reached by RBM.', status: 'NOT_FOUND' },
    }),
    reason: 'NOT_FOUND: The specified phone number cannot be reached by RBM.',
  },
};
