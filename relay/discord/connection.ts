import { meaningOf } from './close-codes.ts';
import { helloShape, intents, op, type Payload, payloadOf, readyShape } from './payload.ts';

/** What is needed to go on where a connection ended; `self` is the bot's own user id, `seq` the last event that was taken. */
export type Session = { id: string; url: string; self: string; seq: number };

/** An event of the Gateway, with its number in its session. */
export type Dispatch = { t: string; s: number; d: unknown; session: Session };

/**
 * How a connection ended: `session` where it can be resumed, `fatal` where there is no use in another one. `settled` says
 * that Discord let us in before.
 */
export type Ending = {
  reason: string;
  settled: boolean;
  session?: Session | undefined;
  fatal?: string;
  refused?: boolean;
};

export type ConnectionOptions = {
  url: string;
  token: string;
  session: Session | undefined;
  /** Takes an event, or says that there is no room: then the connection ends, and a resume brings the event again. */
  take(event: Dispatch): boolean;
  /** Discord let us in: anew, or again. */
  settled(session: Session, resumed: boolean): void;
  /** From 0 to 1, for the first heartbeat. */
  random(): number;
  /** Ends the connection and the session with it. */
  signal: AbortSignal;
};

/** Milliseconds in which Discord must greet who connects. */
const patience = 30_000;

/**
 * One connection with the Gateway, from its opening to its end. Throws nothing: how it ended says what comes next.
 * https://docs.discord.com/developers/events/gateway#connection-lifecycle
 */
export const connect = (options: ConnectionOptions) =>
  new Promise<Ending>((resolve) => {
    const { token, take, random, signal } = options;
    const over = new AbortController();
    const socket = new WebSocket(`${options.url.replace(/\/$/, '')}/?v=10&encoding=json`);
    let session = options.session;
    let settled = false;
    let acknowledged = true;
    let beat: NodeJS.Timeout | undefined;
    const greeting = setTimeout(() => end({ reason: 'Discord did not greet' }), patience);

    /** Any code but 1000 and 1001 keeps the session; Discord may be out of reach, so that nobody waits for its goodbye. */
    function end({ reason, code = 4000, ...more }: { reason: string; code?: number } & Partial<Ending>): void {
      if (over.signal.aborted) return;
      over.abort();
      clearTimeout(greeting);
      clearTimeout(beat);
      socket.close(code);
      resolve({ reason, settled, session, ...more });
    }

    const send = (payload: { op: number; d: unknown }) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(payload));
    };

    const heartbeat = () => send({ op: op.heartbeat, d: session?.seq ?? null });

    function beatEvery(interval: number, first = interval) {
      beat = setTimeout(() => {
        if (!acknowledged) return end({ reason: 'Discord did not acknowledge a heartbeat' });
        acknowledged = false;
        heartbeat();
        beatEvery(interval);
      }, first);
    }

    function greeted(d: unknown) {
      const hello = helloShape.safeParse(d).data;
      if (!hello) return end({ reason: 'Discord greeted in a way that nobody knows' });
      clearTimeout(greeting);
      beatEvery(hello.heartbeat_interval, hello.heartbeat_interval * random());
      const properties = { os: process.platform, browser: 'seaway', device: 'seaway' };
      if (session) send({ op: op.resume, d: { token, session_id: session.id, seq: session.seq } });
      else send({ op: op.identify, d: { token, intents, properties } });
    }

    function dispatched({ t, s, d }: Payload) {
      if (!t || typeof s !== 'number') return;
      if (t === 'READY') session = sessionOf(d, s);
      if (!session) return end({ reason: 'Discord is ready in a way that nobody knows' });
      if (!take({ t, s, d, session })) return end({ reason: 'there is no room for more events' });
      session.seq = s;
      if (t !== 'READY' && t !== 'RESUMED') return;
      settled = true;
      options.settled(session, t === 'RESUMED');
    }

    socket.addEventListener(
      'message',
      ({ data }) => {
        const payload = payloadOf(data);
        switch (payload?.op) {
          case op.hello:
            return greeted(payload.d);
          case op.heartbeat:
            return heartbeat();
          case op.heartbeatAck:
            acknowledged = true;
            return;
          case op.dispatch:
            return dispatched(payload);
          case op.reconnect:
            return end({ reason: 'Discord asked for a new connection' });
          case op.invalidSession: {
            const lost = payload.d === true ? {} : { session: undefined };
            return end({ reason: 'Discord does not know the session', refused: true, ...lost });
          }
        }
      },
      { signal: over.signal },
    );
    socket.addEventListener(
      'close',
      ({ code }) => {
        const { fatal, gone } = meaningOf(code);
        end({
          reason: `the connection was closed with ${code}`,
          ...(fatal && { fatal }),
          ...(gone && { session: undefined }),
        });
      },
      { signal: over.signal },
    );
    signal.addEventListener('abort', () => end({ reason: 'the relay stops', code: 1000 }), { signal: over.signal });
    if (signal.aborted) end({ reason: 'the relay stops', code: 1000 });
  });

function sessionOf(d: unknown, seq: number): Session | undefined {
  const ready = readyShape.safeParse(d).data;
  return ready && { id: ready.session_id, url: ready.resume_gateway_url, self: ready.user.id, seq };
}
