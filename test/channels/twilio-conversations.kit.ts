import { answer, type ChannelKit } from './kit.ts';
import { signedByTwilio, twilioSecret } from './shared/twilio-kit.ts';

export const twilioConversationsKit: ChannelKit = {
  ...signedByTwilio({ ...twilioSecret, serviceSid: 'IS00000000000000000000000000000001' }),
  elsewhere: { serviceSid: 'IS00000000000000000000000000000002' },
  needs: ['accountSid', 'authToken', 'serviceSid'],
  native: {
    text: 'Body=',
    media: 'MediaSid=ME00000000000000000000000000000001',
    template: 'ContentSid=HX00000000000000000000000000000001',
  },
  texts: ({ body }) => new URLSearchParams(String(body)).getAll('Body'),
  before: {
    'https://example.com/': answer(200, 'png', { 'content-type': 'image/png' }),
    'https://mcs.us1.twilio.com/': answer(201, { sid: 'ME00000000000000000000000000000001' }),
  },
  answers: {
    ok: answer(201, { sid: 'IM00000000000000000000000000000001', index: 3 }),
    providerId: 'IM00000000000000000000000000000001',
    refused: answer(404, { code: 20404, message: 'The requested resource was not found', status: 404 }),
    reason: 'The requested resource was not found',
  },
};
