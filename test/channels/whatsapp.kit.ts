import { answer, type ChannelKit } from './kit.ts';
import { signedByTwilio, twilioSecret } from './shared/twilio-kit.ts';

export const whatsappKit: ChannelKit = {
  ...signedByTwilio({ ...twilioSecret, from: '+14155238886' }),
  needs: ['accountSid', 'authToken', 'from'],
  native: {
    text: 'Body=',
    media: 'MediaUrl=',
    location: 'PersistentAction=geo%3A35.66%2C139.7%7CKioicho',
    template: 'ContentSid=HX00000000000000000000000000000001',
  },
  texts: ({ body }) => new URLSearchParams(String(body)).getAll('Body'),
  answers: {
    ok: answer(201, { sid: 'SM0b6e2697aae04182a9f5b5c7a8994c7f', status: 'queued' }),
    providerId: 'SM0b6e2697aae04182a9f5b5c7a8994c7f',
    refused: answer(400, { code: 63016, message: 'Outside the allowed window', status: 400 }),
    reason: '63016, the 24 hours since the customer last wrote are over',
  },
};
