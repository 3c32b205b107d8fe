import { parsed } from './guards.ts';
import type { Frame } from './machine/entry.ts';
import { type Heard, isHeard, type Session } from './protocol.ts';

/** API Gateway ends a connection after 10 minutes of silence. */
const silence = 300_000;

/** Milliseconds until it counts as cut: to be open and heard, and until a frame or a ping is answered. */
const patience = 20_000;

export type Socket = {
  send(frame: Frame): void;
  /** Asks whether anybody is there still; where nobody answers, it is closed. */
  ping(): void;
  close(): void;
};

export type Told = { listening(): void; heard(heard: Heard): void; closed(): void };

/**
 * Opens a WebSocket that says of itself when it listens and when it is gone, once each. The token is the second protocol:
 * that is the one header that a browser lets a page set.
 */
export function openSocket({ socket, token }: Session, told: Told): Socket {
  const opened = open(socket, token);
  let overdue = window.setTimeout(close, patience);
  const pings = window.setInterval(ping, silence);
  let gone = false;
  let listening = false;

  opened?.addEventListener('open', ping);
  opened?.addEventListener('message', ({ data }) => hear(data));
  opened?.addEventListener('close', close);
  // Where the page's own policy forbids it, there is nothing to listen to.
  if (!opened) queueMicrotask(close);

  function ping(): void {
    send({ type: 'ping' });
  }

  function send(frame: Frame | { type: 'ping' }): void {
    clearTimeout(overdue);
    overdue = window.setTimeout(close, patience);
    opened?.send(JSON.stringify(frame));
  }

  function hear(data: unknown): void {
    const heard = parsed(String(data), isHeard);
    if (!heard) {
      // API Gateway answers in words of its own where the function behind it fails: then nothing was taken.
      if (!String(data).includes('"type"')) close();
      return;
    }
    if (heard.type === 'pong' || heard.type === 'taken' || heard.type === 'refused') clearTimeout(overdue);
    if (heard.type !== 'pong') told.heard(heard);
    else if (!listening) {
      listening = true;
      told.listening();
    }
  }

  function close(): void {
    if (gone) return;
    gone = true;
    clearTimeout(overdue);
    clearInterval(pings);
    opened?.close();
    told.closed();
  }

  const whileOpen = (act: () => void) => (opened?.readyState === WebSocket.OPEN ? act() : close());

  return { send: (frame) => whileOpen(() => send(frame)), ping: () => whileOpen(ping), close };
}

function open(address: string, token: string): WebSocket | undefined {
  try {
    return new WebSocket(address, ['seaway.webchat', token]);
  } catch {
    return undefined;
  }
}
