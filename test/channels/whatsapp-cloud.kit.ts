import * as z from 'zod';
import { answer, type ChannelKit } from './kit.ts';
import { metaSigned, metaVectors } from './meta.kit.ts';

const sent = z.object({ text: z.object({ body: z.string() }).optional() });

export const whatsappCloudKit: ChannelKit = {
  secret: {
    phoneNumberId: '106540352242922',
    businessAccountId: '102290129340398',
    accessToken: 'whatsapp-access-token',
    appSecret: 'app_secret_123',
    verifyToken: 'whatsapp-verify-token',
  },
  wrongSecret: {
    phoneNumberId: '106540352242922',
    businessAccountId: '102290129340398',
    accessToken: 'whatsapp-access-token',
    appSecret: 'another-secret',
    verifyToken: 'another-token',
  },
  elsewhere: { phoneNumberId: '1' },
  needs: ['phoneNumberId', 'businessAccountId', 'accessToken', 'appSecret', 'verifyToken'],
  ...metaSigned('app_secret_123'),
  vectors: metaVectors('whatsapp-cloud', {
    phoneNumberId: '1',
    businessAccountId: '2',
    accessToken: 'token',
    verifyToken: 'token',
  }),
  batch: {
    fixture: 'many-people',
    senders: ['US.13491208655302741918', '16505551234', 'DE.98765432109876543210'],
    list: 'entry',
  },
  native: {
    text: '"type":"text"',
    media: '"type":"image","image":{"link":',
    location: '"type":"location"',
    choices: '"type":"interactive"',
    template: '"type":"template"',
    reaction: '"type":"reaction"',
    contact: '"type":"contacts"',
  },
  texts: ({ body }) => {
    const { text } = sent.parse(JSON.parse(String(body)));
    return text ? [text.body] : [];
  },
  answers: {
    ok: answer(200, {
      messaging_product: 'whatsapp',
      contacts: [{ input: '+14133881111', wa_id: '14133881111' }],
      messages: [{ id: 'wamid.HBgLMTY0NjcwNDM1OTUVAgARGBI1RjQyNUE3NEYxMzAzMzQ5MkEA' }],
    }),
    providerId: 'wamid.HBgLMTY0NjcwNDM1OTUVAgARGBI1RjQyNUE3NEYxMzAzMzQ5MkEA',
    refused: answer(400, {
      error: {
        message: '(#131047) Re-engagement message',
        type: 'OAuthException',
        code: 131047,
        error_data: { messaging_product: 'whatsapp', details: 'More than 24 hours have passed.' },
        fbtrace_id: 'Az8or2yhqkZfEZ-_4Qn_Bam',
      },
    }),
    reason: '131047',
  },
};
