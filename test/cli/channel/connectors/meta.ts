import { createServer } from 'node:http';
import { connectors } from '../../../../cli/channel/connectors/index.ts';
import { createHttp } from '../../../../lib/http.ts';
import { listen } from '../../../../local/aws/listen.ts';
import type { Provider, ProviderOptions } from '../../../../local/providers/provider.ts';
import { webhook as read } from '../../../channels/kit.ts';
import { channelNamed } from '../../../channels/registered.ts';

/** A stand-in of Meta, a webhook that answers its handshake with these settings, and the connector between them. */
export async function openMeta(channel: string, start: (options: ProviderOptions) => Promise<Provider>) {
  const server = createServer((request, response) => {
    const asked = read({ url: `${origin}${request.url}`, body: '' });
    const verdict = channelNamed(channel)
      .connect(provider.secret)
      .verify({ ...asked, method: 'GET' });
    if (verdict.verdict === 'reply') response.writeHead(verdict.status, verdict.headers).end(verdict.body);
    else response.writeHead(401).end();
  });
  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  const webhook = `${origin}/webhooks/${channel}/main`;
  const provider = await start({ webhook });
  const http = createHttp(provider.origins);
  return {
    webhook,
    secret: provider.secret,
    /** What the connector does with these settings in the stand-in's place. */
    connect(settings: Record<string, unknown> = {}) {
      const connector = connectors[channel];
      if (!connector) throw new Error(`there is no connector of ${channel}`);
      const connected = connector.with({ ...provider.secret, ...settings });
      return {
        settings: connected.settings,
        register: (address = webhook) => connected.register(address, http),
        check: (address = webhook) => connected.check(address, http),
        remains: () => connected.remains(webhook),
      };
    },
    async close(): Promise<void> {
      await provider.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
