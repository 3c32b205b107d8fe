import type { Forwarded } from '../../lib/channels/discord/forwarded.ts';
import { discordSettings } from '../../lib/channels/discord/settings.ts';
import { Permanent } from '../../lib/errors.ts';
import type { Http } from '../../lib/http.ts';
import { type Clock, clock as real } from './clock.ts';
import type { Dispatch, Session } from './connection.ts';
import { directOf, openPeople } from './direct.ts';
import { openForwarder } from './forwarder.ts';
import { keepConnected } from './gateway.ts';
import type { Log } from './log.ts';

export type RelayOptions = {
  /** The account's secret, as unknown JSON. */
  settings: unknown;
  /** Our address for the account: `https://.../webhooks/discord/{account}`. */
  webhook: string;
  http: Http;
  log: Log;
  /** Real time and chance unless told. */
  clock?: Clock;
};

/** Milliseconds for what is still to be posted when the relay stops; Fargate ends it 60 s after it asked. */
const farewell = 30_000;

/**
 * Holds the connection with Discord's Gateway that direct messages need, and posts each of their events to our webhook.
 * Throws Permanent where the settings do not fit.
 */
export function startRelay({ settings, webhook, http, log, clock = real }: RelayOptions) {
  const { botToken: token, relaySecret } = settingsOf(settings);
  const [stopping, abandoning] = [new AbortController(), new AbortController()];
  const ready = Promise.withResolvers<void>();
  let isConnected = false;
  const people = openPeople(token, http);
  const forwarder = openForwarder({ webhook, relaySecret, http, clock, log, signal: abandoning.signal });

  function take(event: Dispatch): boolean {
    const direct = directOf(event);
    if (!direct) return true;
    const { channel, user } = direct;
    if (user) people.learn(channel, user);
    const { t, s, d } = event;
    const known = { t, s, d, session: event.session.id, at: Date.now() };
    return forwarder.push(channel, t, async () =>
      JSON.stringify({ ...known, user: user ?? (await people.ask(channel)) } satisfies Forwarded),
    );
  }

  function settled({ seq }: Session, resumed: boolean): void {
    log(resumed ? 'the session goes on' : 'a session began', { seq });
    isConnected = true;
    ready.resolve();
  }

  function lost(): void {
    isConnected = false;
  }

  const { signal } = stopping;
  const { room } = forwarder;
  const ended = keepConnected({ token, http, clock, log, signal, take, settled, lost, room });
  ended.catch(ready.reject);
  // Nobody need wait for it.
  ready.promise.catch(() => {});

  return {
    /** Resolves when Discord let us in for the first time. */
    ready: ready.promise,
    /** Resolves when the relay was closed; rejects with Permanent where Discord will not have us any more. */
    ended,
    state: () => ({ isConnected, ...forwarder.count() }),
    /** Ends the session, then posts what was taken; gives it up after half a minute. */
    async close(): Promise<void> {
      stopping.abort();
      const late = setTimeout(() => abandoning.abort(), farewell);
      await ended.catch(() => {});
      await forwarder.idle();
      clearTimeout(late);
    },
  };
}

function settingsOf(settings: unknown) {
  const read = discordSettings.required({ relaySecret: true }).safeParse(settings);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'secret'}: ${message}`);
  throw new Permanent(`the discord account's secret does not fit: ${faults.join('; ')}`);
}
