import * as z from 'zod';
import type { Http, HttpResponse } from '../../../lib/http.ts';
import { jsonOf } from '../api.ts';

type Answer = { status: number; body: string };

const shape = z.object({ t: z.string(), d: z.unknown() });
const keyOf = (t: string, d: unknown) => JSON.stringify([t, d]);

/** The relay's way to our webhook, and what that answers first to each event: later tries are between the two of them. */
export function openRelayed(webhook: string, http: Http) {
  const waiting = new Map<string, (answer: Promise<Answer>) => void>();

  function tell(body: string | Buffer, response: Promise<HttpResponse>): void {
    const { t, d } = shape.parse(jsonOf(Buffer.from(body)));
    const resolve = waiting.get(keyOf(t, d));
    waiting.delete(keyOf(t, d));
    resolve?.(response.then(({ status, body: said }) => ({ status, body: said.toString() })));
  }

  return {
    http: ((request) => {
      const response = http(request);
      if (request.url === webhook) tell(request.body ?? '', response);
      return response;
    }) satisfies Http,
    /** Resolves to what our webhook answers to this event of the Gateway. */
    answerTo(t: string, d: unknown): Promise<Answer> {
      const { promise, resolve } = Promise.withResolvers<Answer>();
      waiting.set(keyOf(t, d), resolve);
      return promise;
    },
  };
}
