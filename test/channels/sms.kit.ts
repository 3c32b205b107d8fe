import { answer, type ChannelKit } from './kit.ts';
import { signedByTwilio, twilioSecret } from './shared/twilio-kit.ts';

export const smsKit: ChannelKit = {
  ...signedByTwilio({ ...twilioSecret, from: '+12028831111' }),
  needs: ['accountSid', 'authToken', 'from'],
  native: { text: 'Body=', media: 'MediaUrl=', template: 'ContentSid=HX00000000000000000000000000000001' },
  texts: ({ body }) => new URLSearchParams(String(body)).getAll('Body'),
  answers: {
    ok: answer(201, { sid: 'SM0b6e2697aae04182a9f5b5c7a8994c7f', status: 'queued' }),
    providerId: 'SM0b6e2697aae04182a9f5b5c7a8994c7f',
    refused: answer(400, { code: 21610, message: 'Attempt to send to unsubscribed recipient', status: 400 }),
    reason: 'the customer opted out with STOP',
  },
};
