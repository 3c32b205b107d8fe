import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { WebhookRequest } from '../../lib/channels/channel.ts';
import { answer, type ChannelKit, webhook } from './kit.ts';

const channelSecret = '8c570fa6dd201bb328f1c1eac23a96d8';
const secret = { channelSecret, channelAccessToken: 'line-access-token' };
const url = 'https://seaway.example/webhooks/line/main';

const vector = (name: string, ownSecret: string, signature: string, body: string) => ({
  name,
  secret: { ...secret, channelSecret: ownSecret },
  request: webhook({ url, body, headers: { 'x-line-signature': signature } }),
});

const sent = z.object({ messages: z.array(z.object({ text: z.string().optional() })) });

export const lineKit: ChannelKit = {
  secret,
  wrongSecret: { ...secret, channelSecret: 'another-secret' },
  needs: ['channelSecret', 'channelAccessToken'],
  sign: (request: WebhookRequest) => ({
    ...request,
    headers: {
      ...request.headers,
      'x-line-signature': createHmac('sha256', channelSecret).update(request.body).digest('base64'),
    },
  }),
  signs: ['body', 'header x-line-signature'],
  signed: ({ body, headers }) => `${headers['x-line-signature']} ${body.toString('hex')}`,
  vectors: [
    vector(
      'L1, https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/',
      channelSecret,
      'GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=',
      '{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}',
    ),
    vector(
      'L2, line/line-bot-sdk-nodejs validate-signature',
      'test_secret',
      't7Hn4ZDHqs6e+wdvI5TyQIvzie0DmMUmuXEBqyyE/tM=',
      '{"hello":"world"}',
    ),
    vector(
      'L3, line/line-bot-sdk-nodejs middleware, with emoji',
      'test_channel_secret',
      'eRdWYcVCzZV3MVZ3M9/rHJCl/a3oSbsRb04cLovpVwM=',
      '{"events":[{"message":{"id":"test_event_message_id","text":"this is test message.😄😅😢😞😄😅😢😞","quoteToken":"test_quote_token","type":"text"},"replyToken":"test_reply_token","source":{"groupId":"test_group_id","type":"group"},"webhookEventId":"test_webhook_event_id","deliveryContext":{"isRedelivery":false},"timestamp":0,"mode":"active","type":"message"}],"destination":"Uaaaabbbbccccddddeeeeffff"}',
    ),
  ],
  batch: {
    fixture: 'many-people',
    senders: ['U80696558e1aa831cc3e5b1d3a5b1f001', 'U91eeaf62d901234567890123456789ab'],
    list: 'events',
  },
  native: {
    text: '"type":"text"',
    media: '"type":"image"',
    location: '"type":"location"',
    choices: '"quickReply":{"items":[{"type":"action"',
  },
  texts: ({ body }) => sent.parse(JSON.parse(String(body))).messages.flatMap(({ text }) => text ?? []),
  answers: {
    ok: answer(200, { sentMessages: [{ id: '461230966842064897', quoteToken: 'IStG5h1Tz7b' }] }),
    providerId: '461230966842064897',
    refused: answer(400, {
      message: 'The request body has 1 error(s)',
      details: [{ message: 'May not be empty', property: 'messages[0].text' }],
    }),
    reason: 'messages[0].text: May not be empty',
  },
};
