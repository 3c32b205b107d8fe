import { createServer } from 'node:net';
import { listen } from './listen.ts';

/** A port of 127.0.0.1 that nobody listens on at this moment, for a program that cannot choose one itself. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await listen(probe, 0);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
