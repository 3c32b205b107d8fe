import { type ReadonlySignal, signal } from '@preact/signals';
import { type Push, pushSchema } from '../../../lib/console/protocol/push.ts';
import { backoff, type Clock, every } from './clock.ts';

/** As much of a WebSocket as is used. */
export type Socket = Pick<WebSocket, 'send' | 'close'> & {
  addEventListener(type: 'open' | 'close' | 'message', hear: (event: { data?: unknown }) => void): void;
};

export type LiveOptions = {
  address(): string | undefined;
  token(): Promise<string>;
  openSocket(address: string, token: string): Socket;
  clock: Clock;
  /** It listens from now on: whatever happened before is to be read. */
  opened(): void;
  heard(push: Push): void;
};

export type Live = {
  live: ReadonlySignal<boolean>;
  /** Connects at once, or makes sure that it still is. */
  hurry(): void;
  /** Tells what a supervisor looks at, now and after every reconnection. */
  watch(thread: string | undefined): void;
};

/** API Gateway ends a connection after 10 minutes of silence. */
const silence = 300_000;

/** Milliseconds within which a ping is to be answered. */
const patience = 20_000;

/** Keeps a socket open, which only ever hints that something changed. */
export function openLive({ address, token, openSocket, clock, opened, heard }: LiveOptions): Live {
  const live = signal(false);
  let failures = 0;
  let end: (() => void) | undefined;
  let stopWaiting = () => {};
  let watched: string | undefined;
  let tellWatched = () => {};
  let ping = () => {};

  async function connect(): Promise<void> {
    stopWaiting();
    const where = address();
    if (end || where === undefined) return;
    let over = false;
    let socket: Socket | undefined;
    let stopPatience = clock.after(patience, finish);
    ping = () => {
      stopPatience();
      stopPatience = clock.after(patience, finish);
      socket?.send(JSON.stringify({ type: 'ping' }));
    };
    const stopPinging = every(clock, silence, ping);
    end = finish;

    function finish(): void {
      if (over) return;
      over = true;
      stopPinging();
      stopPatience();
      end = undefined;
      live.value = false;
      socket?.close();
      stopWaiting = clock.after(backoff(clock, failures), () => void connect());
      failures += 1;
    }

    function hear(data: unknown): void {
      const push = pushOf(data);
      // API Gateway answers in words of its own where the function behind it fails.
      if (!push || push.type === 'refused') return;
      if (push.type !== 'pong') {
        heard(push);
        return;
      }
      stopPatience();
      failures = 0;
      if (live.peek()) return;
      live.value = true;
      tellWatched();
      opened();
    }

    tellWatched = () => {
      if (!over && watched !== undefined) socket?.send(JSON.stringify({ type: 'watch', thread: watched }));
    };

    try {
      const given = await token();
      if (over) return;
      socket = openSocket(where, given);
      socket.addEventListener('open', ping);
      socket.addEventListener('message', ({ data }) => !over && hear(data));
      socket.addEventListener('close', finish);
    } catch {
      finish();
    }
  }

  return {
    live,
    hurry: () => (live.peek() ? ping() : void connect()),
    watch(thread) {
      watched = thread;
      if (live.peek()) tellWatched();
    },
  };
}

function pushOf(data: unknown): Push | undefined {
  try {
    return pushSchema.safeParse(JSON.parse(String(data))).data;
  } catch {
    return undefined;
  }
}
