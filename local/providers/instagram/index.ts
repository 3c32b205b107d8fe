import { graph, graphVersion } from '../../../lib/channels/shared/meta-graph.ts';
import { startNetwork } from '../meta/messaging.ts';
import type { Provider, ProviderOptions } from '../provider.ts';
import { rules } from './rules.ts';

const appId = '3123260635151225';
const secret = {
  instagramId: '17841400000000000',
  accessToken: 'local-instagram-token',
  appSecret: 'local-instagram-app-secret',
  verifyToken: 'local-instagram-verify-token',
  appId,
};

/**
 * Instagram with Instagram Login: the Send API of one account with echoes and reading by message, and the people who write
 * to it. A sender is an IGSID, a number of 10 digits or more.
 * https://developers.facebook.com/documentation/instagram-platform/instagram-api-with-instagram-login/messaging-api
 */
export const startInstagram = (options: ProviderOptions): Promise<Provider> =>
  startNetwork(
    {
      channel: 'instagram',
      object: 'instagram',
      id: secret.instagramId,
      appId,
      secret,
      addresses: [`https://graph.instagram.com/${graphVersion}/${secret.instagramId}`, `${graph}/${appId}`],
      scopes: ['instagram_business_basic', 'instagram_business_manage_messages'],
      store: 'https://scontent.cdninstagram.com',
      rules,
      can: ['text', 'choice', 'file', 'sticker', 'edit', 'unsend', 'react', 'read'],
      sticker: () => ({ type: 'like_heart' }),
      tellsDeliveries: false,
    },
    options,
  );
