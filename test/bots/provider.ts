import { createServer, type IncomingHttpHeaders } from 'node:http';
import { ask } from '../../lib/bots/ask.ts';
import type { BotMessage } from '../../lib/bots/bot.ts';
import type { BotConfig } from '../../lib/bots/index.ts';
import { createHttp } from '../../lib/http.ts';
import { listen } from '../../local/aws/listen.ts';

type Heard = { method: string; url: string; headers: IncomingHttpHeaders; body: string };
type Answer = { status?: number; headers?: Record<string, string>; body: string } | 'silence';

/** A bot's provider on an ephemeral port, reached as any of `origins`: keeps what it is asked, answers what the test tells it to. */
export async function startProvider(...origins: string[]) {
  const heard: Heard[] = [];
  let answer: (question: Heard) => Answer = () => ({ status: 404, body: '' });
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const question = { method, url, headers, body: Buffer.concat(await request.toArray()).toString() };
    heard.push(question);
    const given = answer(question);
    if (given !== 'silence') response.writeHead(given.status ?? 200, given.headers).end(given.body);
  });
  const here = `http://127.0.0.1:${await listen(server, 0)}`;
  const http = createHttp(Object.fromEntries(origins.map((origin) => [origin, here])));
  return {
    http,
    /** What it was asked last. */
    last(): Heard {
      const question = heard.at(-1);
      if (!question) throw new Error('nobody has asked the bot anything');
      return question;
    },
    answers(how: typeof answer) {
      answer = how;
    },
    /** Asks a bot of this kind, with this secret or these credentials. */
    ask: (config: BotConfig, secret: unknown, message: Partial<BotMessage> = {}, timeout = 10_000) =>
      ask(
        { configured: { helper: config }, secretOf: async () => secret, credentials: () => secret, http },
        'helper',
        messageOf(message),
        timeout,
      ),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a customer wrote, with as much around it as a test does not say. */
export const messageOf = (more: Partial<BotMessage>): BotMessage => ({
  id: 'a1',
  session: 'FN1.4',
  text: 'When are you open?',
  language: undefined,
  customer: { id: 'c1', attributes: {} },
  parameters: {},
  history: async () => [],
  ...more,
});

/** An answer with this JSON. */
export const json = (value: unknown): Answer => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
