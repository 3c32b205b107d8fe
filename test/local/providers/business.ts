import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { openPublishedKeys } from '../../../lib/aws/published-keys.ts';
import { signerWith } from '../../../lib/aws/signer.ts';
import { createHttp, type Http } from '../../../lib/http.ts';
import type { Content, OutboundMessage, ThreadEvent } from '../../../lib/message.ts';
import { localAccess } from '../../../local/aws/access.ts';
import { listen } from '../../../local/aws/listen.ts';
import { picture } from '../../../local/providers/picture.ts';
import type { Provider, ProviderOptions } from '../../../local/providers/provider.ts';
import { webhook } from '../../channels/kit.ts';
import { loadedChannel } from '../../channels/registered.ts';

/** A stand-in of a provider, and a business behind our channel that keeps what it hears and sends by it. */
export async function openBusiness(channel: string, start: (options: ProviderOptions) => Promise<Provider>) {
  const events: ThreadEvent[] = [];
  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const received = webhook({ url: `${origin}${request.url}`, body: await buffer(request), headers });
    // Where files lie that we send: a provider that wants the bytes gets them from here.
    if (request.method === 'GET') return void response.writeHead(200, { 'content-type': 'image/png' }).end(picture());
    const keys = published ? await keysOf(published, false) : [];
    const accepted = connection.verify(received, keys).verdict === 'accept';
    if (accepted) events.push(...(await loadedChannel(channel).receive(received, 'main')).events);
    response.writeHead(accepted ? 200 : 401).end();
  });
  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  const provider = await start({ webhook: `${origin}/webhooks/${channel}/main` });
  const { connect, published } = loadedChannel(channel);
  const connection = connect(provider.secret);
  const http = signingHttp({ ...provider.origins, 'https://example.com': origin });
  const keysOf = openPublishedKeys(http, Date.now);
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
/** HTTP to these stand-ins that signs calls of AWS as a function does, with the credentials of this laptop. */
export const signingHttp = (origins: Record<string, string>): Http =>
  createHttp(
    origins,
    signerWith(() => localAccess.credentials),
  );

export type Business = Awaited<ReturnType<typeof openBusiness>>;
