import { createServer, type IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { BotConfig } from '../../lib/bots/index.ts';
import { sameText } from '../../lib/channels/shared/hmac.ts';
import { webhookSignature } from '../../lib/standard-webhooks.ts';
import { listen } from '../aws/listen.ts';
import { answers } from './answers.ts';

export type Bot = {
  origins: Record<string, string>;
  /** The secret of each bot that this one stands in for, by its name. */
  secrets: Record<string, { signingSecret: string }>;
  close(): Promise<void>;
};

/** The address that config/flows/front-desk.json asks; on a laptop this bot answers there. */
const address = 'https://bot.seaway.example';

/** The same at every start: secrets outlive one in the data folder. */
const signingSecret = `whsec_${Buffer.from('the signing secret of a laptop').toString('base64')}`;

/**
 * A small bot that knows a few things in five languages. It stands in for all `bots` of the kind `webhook`, which ask it in
 * signed JSON (docs/bots.md); forms with `text` and `language` get `{ answer, handoff }`. `delay` is in milliseconds.
 */
export async function startBot({
  delay = 0,
  bots = {},
}: {
  delay?: number;
  bots?: Record<string, BotConfig>;
} = {}): Promise<Bot> {
  const server = createServer(async (request, response) => {
    const { status, answer } = outcome(request, Buffer.concat(await request.toArray()).toString());
    const json = { 'content-type': 'application/json' };
    setTimeout(() => response.writeHead(status, json).end(JSON.stringify(answer)), delay);
  });
  const port = await listen(server, 0);
  const webhooks = Object.entries(bots).filter(([, { kind }]) => kind === 'webhook');
  const addresses = webhooks.map(([, { settings }]) => new URL(settingsSchema.parse(settings).url).origin);
  return {
    origins: Object.fromEntries([address, ...addresses].map((origin) => [origin, `http://127.0.0.1:${port}`])),
    secrets: Object.fromEntries(webhooks.map(([name]) => [name, { signingSecret }])),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const settingsSchema = z.object({ url: z.string() });
const questionSchema = z.object({ text: z.string(), language: z.string().default('en') });

function outcome({ headers }: IncomingMessage, body: string) {
  if (!headers['content-type']?.startsWith('application/json')) {
    const form = new URLSearchParams(body);
    const known = knownIn(form.get('language') ?? 'en');
    return { status: 200, answer: { answer: topic(known, form.get('text') ?? '') ?? known.unknown, handoff: false } };
  }
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
  const expected = webhookSignature(signingSecret, String(id), String(timestamp), body);
  if (!sameText(String(signature), expected)) return { status: 401, answer: { error: 'the signature is wrong' } };
  return { status: 200, answer: answerTo(questionSchema.parse(JSON.parse(body))) };
}

function answerTo({ text, language }: z.infer<typeof questionSchema>) {
  const known = knownIn(language);
  const say = topic(known, text);
  if (say === undefined && mentions(text, known.person)) return { state: 'handoff' };
  if (say === undefined && mentions(text, known.done)) return { say: known.goodbye, state: 'completed' };
  return { say: say ?? known.unknown, state: 'continues' };
}

const knownIn = (language: string) => answers[language.split('-')[0] ?? ''] ?? answers.en;

const topic = ({ topics }: typeof answers.en, text: string) =>
  topics.find(({ words }) => mentions(text, words))?.answer;

const mentions = (text: string, words: string[]) => words.some((word) => text.toLowerCase().includes(word));
