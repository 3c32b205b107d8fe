import { graph } from '../../../lib/channels/shared/meta-graph.ts';
import { startNetwork } from '../meta/messaging.ts';
import type { Provider, ProviderOptions } from '../provider.ts';
import { rules } from './rules.ts';

const appId = '2123260635151224';
const secret = {
  pageId: '682498302938465',
  accessToken: 'local-messenger-page-token',
  appSecret: 'local-messenger-app-secret',
  verifyToken: 'local-messenger-verify-token',
  appId,
};

/**
 * Messenger: the Send API of one page with echoes, deliveries and reading by time, and the people who write to it. A sender is
 * a PSID, a number of 10 digits or more. https://developers.facebook.com/documentation/business-messaging/messenger-platform
 */
export const startMessenger = (options: ProviderOptions): Promise<Provider> =>
  startNetwork(
    {
      channel: 'messenger',
      object: 'page',
      id: secret.pageId,
      appId,
      secret,
      addresses: [
        `${graph}/${secret.pageId}`,
        `${graph}/${appId}`,
        `${graph}/debug_token?input_token=${secret.accessToken}`,
      ],
      scopes: ['pages_messaging', 'pages_manage_metadata', 'pages_show_list'],
      store: 'https://cdn.fbsbx.com',
      rules,
      can: ['text', 'choice', 'file', 'location', 'sticker', 'edit', 'react', 'read'],
      sticker: (url) => ({ type: 'sticker', payload: { sticker_id: 369239263222822, url } }),
      tellsDeliveries: true,
    },
    options,
  );
