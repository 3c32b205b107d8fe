import { createHmac } from 'node:crypto';
import { answer, type ChannelKit, webhook } from './kit.ts';
import { twilioVectors } from './shared/twilio-vectors.ts';

const authToken = '12345';
const secret = { accountSid: 'AC00000000000000000000000000000001', authToken, from: '+12028831111' };

const entries = (body: Buffer) => [...new URLSearchParams(body.toString())].map((field) => field.join('=')).sort();

export const smsKit: ChannelKit = {
  secret,
  wrongSecret: { ...secret, authToken: '12346' },
  needs: ['accountSid', 'authToken', 'from'],
  sign: (request) => {
    const fields = [...new URLSearchParams(request.body.toString())].sort(([one], [other]) => (one < other ? -1 : 1));
    const said = request.url + fields.flat().join('');
    const signature = createHmac('sha1', authToken).update(said).digest('base64');
    return { ...request, headers: { ...request.headers, 'x-twilio-signature': signature } };
  },
  signs: ['url', 'body', 'header x-twilio-signature'],
  // The form counts as it is decoded: %2B and %2b are the same to Twilio.
  signed: ({ url, body, headers }) => [headers['x-twilio-signature'], url, ...entries(body)].join('\n'),
  vectors: twilioVectors.map(({ name, url, body, signature }) => ({
    name,
    secret,
    request: webhook({ url, body, headers: { 'x-twilio-signature': signature } }),
  })),
  native: { text: 'Body=', media: 'MediaUrl=', template: 'ContentSid=HX00000000000000000000000000000001' },
  texts: ({ body }) => new URLSearchParams(String(body)).getAll('Body'),
  answers: {
    ok: answer(201, { sid: 'SM0b6e2697aae04182a9f5b5c7a8994c7f', status: 'queued' }),
    providerId: 'SM0b6e2697aae04182a9f5b5c7a8994c7f',
    refused: answer(400, { code: 21610, message: 'Attempt to send to unsubscribed recipient', status: 400 }),
    reason: 'the customer opted out with STOP',
  },
};
