import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../../../../local/aws/listen.ts';
import { webhook } from '../../../channels/kit.ts';
import { loadedChannel } from '../../../channels/registered.ts';

/** A deployed webhook for the account of this secret, looked up for each request: verified as ours is, with challenges answered. */
export async function openWebhook(channel: string, secret: () => unknown) {
  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const asked = webhook({ url: `${origin}${request.url}`, body: await buffer(request), headers });
    const connection = loadedChannel(channel).connect(secret());
    const verdict = connection.verify({ ...asked, method: request.method ?? '' });
    if (verdict.verdict === 'reply') response.writeHead(verdict.status, verdict.headers).end(verdict.body);
    else response.writeHead(verdict.verdict === 'accept' ? 200 : 401).end();
  });
  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  return {
    url: `${origin}/webhooks/${channel}/main`,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
