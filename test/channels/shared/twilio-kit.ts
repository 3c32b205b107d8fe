import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '../../../lib/channels/channel.ts';
import { type ChannelKit, webhook } from '../kit.ts';
import { twilioVectors } from './twilio-vectors.ts';

const authToken = '12345';

/** The part of the secret that is the same for every channel of Twilio. */
export const twilioSecret = { accountSid: 'AC00000000000000000000000000000001', authToken };

/** How Twilio signs, and what it published of that, for a channel whose whole secret is `secret`. */
export const signedByTwilio = (secret: Record<string, unknown>) =>
  ({
    secret,
    wrongSecret: { ...secret, authToken: '12346' },
    sign: (request: WebhookRequest) => {
      const fields = [...new URLSearchParams(request.body.toString())].sort(([one], [other]) => (one < other ? -1 : 1));
      const said = request.url + fields.flat().join('');
      const signature = createHmac('sha1', authToken).update(said).digest('base64');
      return { ...request, headers: { ...request.headers, 'x-twilio-signature': signature } };
    },
    signs: ['url', 'body', 'header x-twilio-signature'],
    // The form counts as it is decoded: %2B and %2b are the same to Twilio.
    signed: ({ url, body, headers }: WebhookRequest) =>
      [headers['x-twilio-signature'], url, ...entries(body)].join('\n'),
    vectors: twilioVectors.map(({ name, url, body, signature }) => ({
      name,
      secret,
      request: webhook({ url, body, headers: { 'x-twilio-signature': signature } }),
    })),
  }) satisfies Partial<ChannelKit>;

const entries = (body: Buffer) => [...new URLSearchParams(body.toString())].map((field) => field.join('=')).sort();
