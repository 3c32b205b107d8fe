import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { channelNamed } from '../../../lib/channels/index.ts';
import { createHttp } from '../../../lib/http.ts';
import type { Content, OutboundMessage, ThreadEvent } from '../../../lib/message.ts';
import { listen } from '../../../local/aws/listen.ts';
import type { Provider, ProviderOptions } from '../../../local/providers/provider.ts';
import { webhook } from '../../channels/kit.ts';

/** A stand-in of a provider, and a business behind our channel that keeps what it hears and sends by it. */
export async function openBusiness(channel: string, start: (options: ProviderOptions) => Promise<Provider>) {
  const events: ThreadEvent[] = [];
  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const received = webhook({ url: `${origin}${request.url}`, body: await buffer(request), headers });
    const accepted = connection.verify(received).verdict === 'accept';
    if (accepted) events.push(...channelNamed(channel).receive(received, 'main').events);
    response.writeHead(accepted ? 200 : 401).end();
  });
  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  const provider = await start({ webhook: `${origin}/webhooks/${channel}/main` });
  const connection = channelNamed(channel).connect(provider.secret);
  const http = createHttp(provider.origins);
  return {
    provider,
    events,
    http,
    callback: `${origin}/webhooks/${channel}/main?message=42`,
    send: (sender: string, content: Content, more: Partial<OutboundMessage> = {}) =>
      connection.send(
        { id: crypto.randomUUID(), thread: { channel, account: 'main', sender }, content, ...more },
        http,
      ),
    async close(): Promise<void> {
      await provider.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type Business = Awaited<ReturnType<typeof openBusiness>>;
