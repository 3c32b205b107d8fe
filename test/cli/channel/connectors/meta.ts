import { connectors } from '../../../../cli/channel/connectors/index.ts';
import { createHttp } from '../../../../lib/http.ts';
import type { Provider, ProviderOptions } from '../../../../local/providers/provider.ts';
import { openWebhook } from './webhook.ts';

/** A stand-in of Meta, a webhook that answers its handshake with these settings, and the connector between them. */
export async function openMeta(channel: string, start: (options: ProviderOptions) => Promise<Provider>) {
  const ours = await openWebhook(channel, () => provider.secret);
  const webhook = ours.url;
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
      await ours.close();
    },
  };
}
