import { relayHeaders, signRelayed } from '../../lib/channels/discord/relay-signature.ts';
import { isSuccess } from '../../lib/channels/shared/answer.ts';
import { Permanent, reasonOf, Transient } from '../../lib/errors.ts';
import type { Http } from '../../lib/http.ts';
import { backoff, type Clock } from './clock.ts';
import type { Log } from './log.ts';

export type ForwarderOptions = {
  /** Our address for the account: `https://.../webhooks/discord/{account}`. */
  webhook: string;
  relaySecret: string;
  http: Http;
  clock: Clock;
  log: Log;
  /** Gives up what is still to be posted. */
  signal: AbortSignal;
};

/** Events held in memory at most, of a few KiB each. */
const most = 2_000;

/** Statuses by which our webhook says that this body will never do: anything else passes, or is mended by somebody. */
const hopeless = [400, 413];

/**
 * Posts events to our webhook: those of one channel in order, each until it is taken. `make` gives the body, and may throw
 * as http does; what it refuses for good is left out.
 */
export function openForwarder({ webhook, relaySecret, http, clock, log, signal }: ForwarderOptions) {
  const chains = new Map<string, Promise<void>>();
  let [pending, posted, full] = [0, 0, false];
  let roomMade = Promise.withResolvers<void>();

  async function post(make: () => Promise<string>): Promise<void> {
    const body = Buffer.from(await make());
    const timestamp = String(Math.floor(Date.now() / 1000));
    const headers = {
      'content-type': 'application/json',
      [relayHeaders.timestamp]: timestamp,
      [relayHeaders.signature]: signRelayed(relaySecret, timestamp, body),
    };
    const response = await http({ method: 'POST', url: webhook, headers, body });
    if (isSuccess(response)) return;
    const sentence = `the webhook answers with ${response.status}`;
    throw hopeless.includes(response.status) ? new Permanent(sentence) : new Transient(sentence);
  }

  async function deliver(kind: string, make: () => Promise<string>): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        await post(make);
        posted++;
        return;
      } catch (error) {
        log('an event could not be forwarded', { kind, reason: reasonOf(error), failures });
        if (!(error instanceof Transient)) return;
      }
      await clock.wait(backoff(failures, clock.random), signal);
    }
    log('an event is given up, as the relay stops', { kind });
  }

  function done(): void {
    pending--;
    if (!full || pending > most / 2) return;
    full = false;
    roomMade.resolve();
    roomMade = Promise.withResolvers();
  }

  return {
    /** False where there is no room: the event is not taken then. */
    push(channel: string, kind: string, make: () => Promise<string>): boolean {
      full ||= pending >= most;
      if (full) return false;
      pending++;
      const before = chains.get(channel) ?? Promise.resolve();
      const chain = before
        .then(() => deliver(kind, make))
        .finally(() => {
          done();
          if (chains.get(channel) === chain) chains.delete(channel);
        });
      chains.set(channel, chain);
      return true;
    },
    /** Resolves when there is room; once it was full, when half of it is free again. */
    room: (): Promise<void> => (full ? roomMade.promise : Promise.resolve()),
    /** Resolves when everything taken is posted or given up. */
    idle: async (): Promise<void> => void (await Promise.all(chains.values())),
    count: () => ({ pending, posted }),
  };
}
