import * as z from 'zod';
import { sendRules } from '../meta/sent.ts';

/** https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/send-message */
export const rules = sendRules({
  // A ZodString with a rule of its own stays one, unlike one that is refined.
  text: z.string().check((said) => {
    if (Buffer.byteLength(said.value) > 1000)
      said.issues.push({ code: 'custom', input: said.value, message: 'Message text is longer than 1000 bytes' });
  }),
  files: ['image', 'audio', 'video'],
  reaction: z.string().regex(/^love$/, 'must be love'),
  metadata: false,
});
