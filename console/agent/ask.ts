import * as z from 'zod';
import type { Clock } from './state/clock.ts';
import type { Session } from './state/types.ts';
import { texts } from './texts.ts';

/** What was asked for was refused, with the server's sentence; or could not be asked: then `status` is 0. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }

  /** Whether the same may go well a little later. */
  get passes(): boolean {
    return this.status === 0 || this.status === 401 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** What may be said of any failure, to whoever looks at the page. */
export const sentenceOf = (thrown: unknown): string => (thrown instanceof Refused ? thrown.message : texts.failed);

export type AskOptions = {
  session: Session;
  fetch: typeof fetch;
  clock: Clock;
  /** After every answer, also a refusal: whether there was one, and 401 where nobody is signed in any more. */
  heard(status: number): void;
  /** The server's clock, in epoch milliseconds, and this page's at the same moment. */
  timed(server: number, here: number): void;
};

/** Milliseconds that an answer may take. */
const patience = 20_000;

const errorSchema = z.object({ error: z.string() });

type Asked = { method: 'GET' | 'POST' | 'PUT'; path: string; body?: unknown };

/** Asks the server, in the name of who has signed in, and gives its answer as the schema reads it. Throws Refused. */
export async function ask<Kind>(options: AskOptions, asked: Asked, schema: z.ZodType<Kind>): Promise<Kind> {
  const { status, text } = await answerOf(options, asked);
  options.heard(status);
  if (status === 0) throw new Refused(0, texts.unreachable);
  const told = json(text);
  if (status >= 400) throw new Refused(status, errorSchema.safeParse(told).data?.error ?? texts.failed);
  const answer = schema.safeParse(told);
  if (answer.success) return answer.data;
  throw new Refused(500, texts.misread);
}

/** Status 0 where there is none: no network, no answer in time. */
async function answerOf({ session, fetch, clock }: AskOptions, { method, path, body }: Asked) {
  const silence = { status: 0, text: '' };
  const given = new AbortController();
  const late = new Promise<typeof silence>((resolve) => {
    const stop = clock.after(patience, () => {
      given.abort();
      resolve(silence);
    });
    given.signal.addEventListener('abort', stop);
  });
  const answered = async () => {
    const token = await session.token();
    const response = await fetch(`/console/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: given.signal,
    });
    return { status: response.status, text: await response.text() };
  };
  const answer = await Promise.race([answered().catch(() => silence), late]);
  given.abort();
  return answer;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
