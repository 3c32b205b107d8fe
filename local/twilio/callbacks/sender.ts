import { signatureOf } from './signature.ts';

export type Reply = { status: number; contentType: string; body: string };
export type Sender = {
  /** Posts a signed form and gives the answer; throws where there is none within `timeout` real milliseconds. */
  post(url: string, parameters: Record<string, string>, timeout: number): Promise<Reply>;
  /** Runs `work`, which `settled` then waits for. */
  track(work: Promise<unknown>): void;
  settled(): Promise<void>;
  isClosed(): boolean;
  /** Breaks off what is being sent. */
  close(): void;
};

/** Sends webhooks as Twilio does; what follows `#` in a URL is kept to itself. */
export function createSender(authToken: string): Sender {
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  return {
    async post(address, parameters, timeout) {
      const [url = ''] = address.split('#');
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'x-twilio-signature': signatureOf(authToken, url, parameters),
          'user-agent': 'TwilioProxy/1.1',
        },
        body: new URLSearchParams(parameters).toString(),
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(timeout)]),
      });
      const body = await response.text();
      return { status: response.status, contentType: response.headers.get('content-type') ?? '', body };
    },
    track(work) {
      const tracked = work.finally(() => running.delete(tracked));
      running.add(tracked);
    },
    async settled() {
      while (running.size > 0) await Promise.allSettled(running);
    },
    isClosed: () => closing.signal.aborted,
    close: () => closing.abort(),
  };
}
