import { createServer } from 'node:http';
import { listen } from '../aws/listen.ts';
import { answers } from './answers.ts';

export type Bot = { origins: Record<string, string>; close(): Promise<void> };

/** The address that config/flows/front-desk.json asks; on a laptop this bot answers there. */
const address = 'https://bot.seaway.example';

/** A small bot that knows a few things in five languages and hands over what it does not. `delay` is in milliseconds. */
export async function startBot({ delay = 0 }: { delay?: number } = {}): Promise<Bot> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const answer = answerTo(form.get('text') ?? '', form.get('language') ?? 'en');
    setTimeout(() => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)), delay);
  });
  const port = await listen(server, 0);
  return {
    origins: { [address]: `http://127.0.0.1:${port}` },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answerTo(text: string, language: string): { answer: string; handoff: boolean } {
  const known = answers[language] ?? answers.en;
  const asked = text.toLowerCase();
  const found = known.topics.find(({ words }) => words.some((word) => asked.includes(word)));
  return { answer: found?.answer ?? known.unknown, handoff: false };
}
