import * as z from 'zod';
import { signedHeaders } from '../aws/sign.ts';
import { uuidOf } from '../thread.ts';
import { readAnswer } from './answer.ts';
import { credentialsSchema, defineBot } from './bot.ts';

/** Characters that Lex takes of one message. */
const textLimit = 1_024;

const messageSchema = z.object({
  content: z.string().optional(),
  contentType: z.string(),
  imageResponseCard: z
    .object({
      title: z.string(),
      subtitle: z.string().optional(),
      buttons: z.array(z.object({ text: z.string() })).optional(),
    })
    .optional(),
});
const slotSchema = z.object({ value: z.object({ interpretedValue: z.string().optional() }).optional() }).nullable();
const answerSchema = z.object({
  messages: z.array(messageSchema).default([]),
  sessionState: z.object({
    dialogAction: z.object({ type: z.string() }).optional(),
    intent: z
      .object({
        name: z.string(),
        state: z.string().optional(),
        slots: z.record(z.string(), slotSchema).nullish(),
      })
      .optional(),
    sessionAttributes: z.record(z.string(), z.string()).nullish(),
  }),
});

/**
 * Amazon Lex V2, called as the role of the function. It hands over by one of `handOffIntents`, whatever their state, and is
 * done when another intent is Fulfilled or Failed and the dialogue closed.
 * https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_RecognizeText.html
 */
export const lex = defineBot({
  kind: 'lex',
  settings: z.object({
    region: z.string().regex(/^[a-z0-9-]+$/),
    botId: z.string().regex(/^[0-9A-Z]{10}$/),
    botAliasId: z.string().regex(/^[0-9A-Z]{10}$/),
    /** The locale for those whose language is not in `locales`. */
    locale: z.string(),
    /** Locales by language: `{ de: 'de_DE' }`. */
    locales: z.record(z.string(), z.string()).default({}),
    handOffIntents: z.array(z.string()).min(1),
  }),
  secret: credentialsSchema,
  permission: ({ region, botId, botAliasId }) => ({
    action: 'lex:RecognizeText',
    service: 'lex',
    region,
    resource: `bot-alias/${botId}/${botAliasId}`,
  }),
  async ask({ session, text, language = '', parameters }, settings, credentials, http) {
    const { region, botId, botAliasId, locale, locales, handOffIntents } = settings;
    const localeId = locales[language] ?? locales[language.split('-')[0] ?? ''] ?? locale;
    const path = `/bots/${botId}/botAliases/${botAliasId}/botLocales/${localeId}/sessions/${uuidOf(session)}/text`;
    const url = `https://runtime-v2-lex.${region}.amazonaws.com${path}`;
    const body = JSON.stringify({ text: text.slice(0, textLimit), requestAttributes: parameters });
    const signed = signedHeaders({ method: 'POST', url, body }, credentials, {
      region,
      service: 'lex',
      now: Date.now(),
    });
    const headers = { ...signed, 'content-type': 'application/json' };
    const { messages, sessionState } = readAnswer(await http({ method: 'POST', url, headers, body }), answerSchema);
    const { intent, dialogAction, sessionAttributes } = sessionState;
    const over = dialogAction?.type === 'Close' && (intent?.state === 'Fulfilled' || intent?.state === 'Failed');
    return {
      say: messages.map(saying),
      state: handOffIntents.includes(intent?.name ?? '') ? 'handoff' : over ? 'completed' : 'continues',
      data: {
        intent: intent?.name,
        intentState: intent?.state,
        slots: valuesOf(intent?.slots ?? {}),
        sessionAttributes: sessionAttributes ?? {},
      },
    };
  },
});

/** Plain text as it is and cards line by line; speech markup and custom payloads are not for the customer's eyes. */
function saying({ contentType, content = '', imageResponseCard: card }: z.infer<typeof messageSchema>): string {
  if (contentType === 'PlainText') return content;
  if (!card) return '';
  return [card.title, card.subtitle, ...(card.buttons ?? []).map(({ text }) => `• ${text}`)]
    .filter((line) => line !== undefined)
    .join('\n');
}

const valuesOf = (slots: Record<string, z.infer<typeof slotSchema>>) =>
  Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, slot?.value?.interpretedValue]));
