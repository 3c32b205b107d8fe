import type { Server } from 'node:net';

/** Listens on 127.0.0.1 at `port`, or at a free one with a warning where it is taken. Gives the port. */
export async function listen(
  server: Server,
  port: number,
  log: (line: string) => void = console.warn,
): Promise<number> {
  try {
    return await bind(server, port);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE')) throw thrown;
    const other = await bind(server, 0);
    log(`port ${port} is taken by another program: using ${other} instead`);
    return other;
  }
}

const bind = (server: Server, port: number) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
