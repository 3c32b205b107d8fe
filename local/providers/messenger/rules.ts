import * as z from 'zod';
import { sendRules } from '../meta/sent.ts';

/** https://developers.facebook.com/docs/messenger-platform/reference/send-api */
export const rules = sendRules({
  text: z.string().max(2000, 'Length of param message[text] must be less than or equal to 2000'),
  files: ['image', 'audio', 'video', 'file'],
  reaction: z.string().regex(/\p{Extended_Pictographic}/u, 'is no emoji'),
  metadata: true,
});
