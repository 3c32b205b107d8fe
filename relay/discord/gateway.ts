import * as z from 'zod';
import { callDiscord } from '../../lib/channels/discord/api.ts';
import { isSuccess } from '../../lib/channels/shared/answer.ts';
import { readAnswer } from '../../lib/channels/shared/json.ts';
import { Permanent } from '../../lib/errors.ts';
import type { Http } from '../../lib/http.ts';
import { backoff, type Clock } from './clock.ts';
import { unknownToken } from './close-codes.ts';
import { type ConnectionOptions, connect, type Ending, type Session } from './connection.ts';
import type { Log } from './log.ts';

export type GatewayOptions = Pick<ConnectionOptions, 'token' | 'take' | 'settled' | 'signal'> & {
  http: Http;
  clock: Clock;
  log: Log;
  /** Resolves when further events can be taken. */
  room(): Promise<void>;
  /** There is no connection any more. */
  lost(): void;
};

/** Failures in a row after which a session is given up: it waits for us for a few minutes, and they have passed by then. */
const resumes = 8;

/**
 * Keeps a connection with the Gateway until the signal is given: resumes the session while it can, else begins a new one.
 * Throws Permanent where Discord will not have us until somebody does something.
 */
export async function keepConnected({ http, clock, log, room, lost, ...options }: GatewayOptions): Promise<void> {
  const { token, signal } = options;
  let session: Session | undefined;
  let failures = 0;
  while (!signal.aborted) {
    await room();
    const start: Start = session ? { url: session.url } : await findStart(token, http);
    if ('wait' in start) {
      log(start.reason, { wait: start.wait, failures });
      await clock.wait(Math.max(start.wait, backoff(failures++, clock.random)), signal);
      continue;
    }
    const ending = await connect({ ...options, url: start.url, session, random: clock.random });
    lost();
    if (ending.fatal) throw new Permanent(ending.fatal);
    if (signal.aborted) return;
    failures = ending.settled ? 0 : failures + 1;
    session = failures > resumes ? undefined : ending.session;
    const wait = pauseAfter(ending, failures, clock);
    log('the connection ended', { reason: ending.reason, resumes: session !== undefined, wait });
    await clock.wait(wait, signal);
  }
}

/** After a refusal Discord wants one to five seconds; who was let in before may come again at once, or soon. */
function pauseAfter({ refused }: Ending, failures: number, { random }: Clock): number {
  if (refused) return Math.max(1_000 + random() * 4_000, backoff(failures, random));
  return failures === 0 ? random() * 1_000 : backoff(failures, random);
}

type Start = { url: string } | { wait: number; reason: string };

const gatewayShape = z.object({
  url: z.url({ protocol: /^wss?$/ }),
  session_start_limit: z.object({ remaining: z.int(), reset_after: z.number() }),
});

/** Where a new session begins, unless the bot has begun too many today: https://docs.discord.com/developers/events/gateway#get-gateway-bot */
async function findStart(token: string, http: Http): Promise<Start> {
  const response = await callDiscord({ method: 'GET', path: '/gateway/bot' }, token, http).catch(() => undefined);
  if (response?.status === 401) throw new Permanent(unknownToken);
  const found = response && isSuccess(response) ? readAnswer(response.body, gatewayShape) : undefined;
  if (!found)
    return { wait: 0, reason: `Discord did not say where its Gateway is (${response?.status ?? 'no answer'})` };
  const { remaining, reset_after: wait } = found.session_start_limit;
  return remaining > 0 ? { url: found.url } : { wait, reason: 'the bot has begun all sessions that it may today' };
}
