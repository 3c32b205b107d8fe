import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdirSync } from 'node:fs';
import { Socket } from 'node:net';
import { startFauxqs } from 'fauxqs';
import { localAccess, localAccount } from './access.ts';

export type Queues = {
  endpoint: string;
  /** The queue's address; it is made with the attributes given if it does not exist yet. */
  create(name: string, attributes?: Record<string, string>): string;
  close(): Promise<void>;
};

/** Starts SQS on a free port of this machine. Messages live in the folder `data`, or in memory. */
export async function startQueues({ data }: { data?: string } = {}): Promise<Queues> {
  if (data) mkdirSync(data, { recursive: true });
  const server = await startFauxqs({
    port: 0,
    logger: false,
    defaultRegion: localAccess.region,
    ...(data && { dataDir: data }),
  });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const stopGuarding = guardLoopback(server.port);
  return {
    endpoint,
    create(name, attributes = {}) {
      // Creating a kept queue once more would empty it.
      if (!server.inspectQueue(name)) server.createQueue(name, { attributes });
      return `${endpoint}/${localAccount}/${name}`;
    },
    async close() {
      await server.stop();
      stopGuarding();
    },
  };
}

/** The emulator listens on every interface and asks for no credentials: only this machine may talk to it. */
function guardLoopback(port: number): () => void {
  const guard = (message: unknown) => {
    const socket = typeof message === 'object' && message !== null && 'socket' in message ? message.socket : undefined;
    if (!(socket instanceof Socket) || socket.localPort !== port) return;
    if (!/^(::ffff:)?127\./.test(socket.remoteAddress ?? '')) socket.destroy();
  };
  subscribe('net.server.socket', guard);
  return () => unsubscribe('net.server.socket', guard);
}
