import * as z from 'zod';
import { readAnswer } from './answer.ts';
import { defineBot } from './bot.ts';

const answerSchema = z.array(
  z.object({
    text: z.string().optional(),
    image: z.string().optional(),
    buttons: z.array(z.object({ title: z.string() })).optional(),
    custom: z.record(z.string(), z.unknown()).optional(),
  }),
);
type Part = z.infer<typeof answerSchema>[number];

/**
 * Rasa by its REST channel. It hands over by a custom payload `{"handoff": true}` or by the text `handOffText`, and ends its
 * part by `{"completed": true}`; what else is in custom payloads is data for the flow.
 * https://rasa.com/docs/reference/channels/your-own-website/
 */
export const rasa = defineBot({
  kind: 'rasa',
  settings: z.object({
    /** Of the server, without `/webhooks/rest/webhook`. */
    url: z.url({ protocol: /^https$/ }).transform((url) => url.replace(/\/+$/, '')),
    handOffText: z.string().min(1).optional(),
  }),
  /** The Authorization header that the proxy before Rasa asks for: the REST channel itself lets everybody in. */
  secret: z.object({ authorization: z.string().min(1) }),
  async ask({ session, text, language, parameters }, { url, handOffText }, { authorization }, http) {
    const response = await http({
      method: 'POST',
      url: `${url}/webhooks/rest/webhook`,
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ sender: session, message: text, metadata: { ...parameters, language } }),
    });
    const parts = readAnswer(response, answerSchema);
    const isSignal = ({ text }: Part) => text !== undefined && text.trim() === handOffText;
    const { handoff, completed, ...data } = Object.assign({}, ...parts.map(({ custom }) => custom));
    const handsOver = handoff === true || parts.some(isSignal);
    return {
      say: parts.filter((part) => !isSignal(part)).map(saying),
      state: handsOver ? 'handoff' : completed === true ? 'completed' : 'continues',
      data,
    };
  },
});

/** Buttons become lines: a customer on any channel can type what is written there. */
const saying = ({ text, image, buttons = [] }: Part): string =>
  [text, image, ...buttons.map(({ title }) => `• ${title}`)].filter((line) => line !== undefined).join('\n');
