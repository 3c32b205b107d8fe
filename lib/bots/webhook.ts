import * as z from 'zod';
import { signedHeaders, signingSecretSchema } from '../standard-webhooks.ts';
import { readAnswer } from './answer.ts';
import { defineBot } from './bot.ts';

const answerSchema = z.object({
  say: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  state: z.enum(['continues', 'handoff', 'completed']).default('continues'),
  data: z.record(z.string(), z.unknown()).optional(),
});

/** A bot of your own behind one address: docs/bots.md shows one in 20 lines. Requests carry a Standard Webhooks signature. */
export const webhook = defineBot({
  kind: 'webhook',
  settings: z.object({ url: z.url({ protocol: /^https$/ }) }),
  secret: z.object({ signingSecret: signingSecretSchema }),
  async ask({ id, session, text, language, customer, parameters }, { url }, { signingSecret }, http) {
    const body = JSON.stringify({ session, text, language, customer, parameters });
    const headers = signedHeaders([signingSecret], id, body);
    return readAnswer(await http({ method: 'POST', url, headers, body }), answerSchema);
  },
});
