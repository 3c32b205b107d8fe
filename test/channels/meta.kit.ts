import { createHmac } from 'node:crypto';
import { type ChannelKit, webhook } from './kit.ts';

/** How Meta signs a webhook, which is the same for all its channels. */
export const metaSigned = (appSecret: string): Pick<ChannelKit, 'sign' | 'signs' | 'signed'> => ({
  sign: (request) => ({
    ...request,
    headers: {
      ...request.headers,
      'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(request.body).digest('hex')}`,
    },
  }),
  signs: ['body', 'header x-hub-signature-256'],
  signed: ({ body, headers }) => `${headers['x-hub-signature-256']} ${body.toString('hex')}`,
});

/** Meta publishes no known answer; GitHub's is of the same header, prefix and algorithm. */
export const metaVectors = (channel: string, secret: Record<string, unknown>): ChannelKit['vectors'] =>
  vectors.map(({ name, appSecret, body, signature }) => ({
    name,
    secret: { ...secret, appSecret },
    request: webhook({
      url: `https://seaway.example/webhooks/${channel}/main`,
      body,
      headers: { 'x-hub-signature-256': signature },
    }),
  }));

const vectors = [
  {
    name: 'M1, https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries',
    appSecret: "It's a Secret to Everybody",
    body: 'Hello, World!',
    signature: 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
  },
  {
    name: 'M2, computed, with escapes as Meta writes them',
    appSecret: 'app_secret_123',
    body: String.raw`{"object":"page","entry":[{"text":"\u00e4\u00f6\u00e5 \ud83d\ude00"}]}`,
    signature: 'sha256=205412d6d58ec328cc9186276bca58a8993060b3403f16f81d216751120eab12',
  },
];
