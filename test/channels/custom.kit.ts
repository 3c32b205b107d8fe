import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { answer, type ChannelKit } from './kit.ts';

const signingSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const secret = { url: 'https://shop.example/seaway', signingSecret };

const sent = z.object({ content: z.object({ type: z.string(), text: z.string().optional() }) });

export const customKit: ChannelKit = {
  secret,
  wrongSecret: { ...secret, signingSecret: `whsec_${Buffer.from('another secret of 24 bytes').toString('base64')}` },
  needs: ['url', 'signingSecret'],
  sign: (request) => {
    const id = request.headers['webhook-id'] ?? '';
    const time = String(Math.floor(Date.now() / 1000));
    const key = Buffer.from(signingSecret.slice('whsec_'.length), 'base64');
    const hash = createHmac('sha256', key).update(`${id}.${time}.`).update(request.body).digest('base64');
    return {
      ...request,
      headers: { ...request.headers, 'webhook-timestamp': time, 'webhook-signature': `v1,${hash}` },
    };
  },
  // The time is signed too; custom.test.ts changes it, as digits in upper case are the same digits.
  signs: ['body', 'header webhook-id', 'header webhook-signature'],
  signed: ({ body, headers }) =>
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers[name]).join(' ') +
    body.toString('hex'),
  // The published answer is years old, so that only custom.test.ts can accept it, at its own time.
  vectors: [],
  native: {
    text: '"content":{"type":"text"',
    media: '"content":{"type":"media","url":"https://example.com/cat.png"',
    location: '"content":{"type":"location","latitude":35.66',
    choices: '"options":[{"id":"billing","text":"Billing"}',
    template: '"content":{"type":"template","id":"HX00000000000000000000000000000001"',
    reaction: '"content":{"type":"reaction","messageId":"7527593:133"',
    contact: '"content":{"type":"contact","name":"Ada Lovelace"',
  },
  texts: ({ body }) => {
    const { content } = sent.parse(JSON.parse(String(body)));
    return content.type === 'text' && content.text !== undefined ? [content.text] : [];
  },
  answers: {
    ok: answer(200, { id: 'shop-4711' }),
    providerId: 'shop-4711',
    refused: answer(422, { error: 'there is no such customer' }),
    reason: 'there is no such customer',
  },
};
