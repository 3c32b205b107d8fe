import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { WebhookRequest } from '../../lib/channels/channel.ts';
import type { HttpRequest } from '../../lib/http.ts';
import { answer, type ChannelKit } from './kit.ts';

const signingKey = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const secret = { region: 'eu-west-1', from: 'support@seaway.example', name: 'Seaway Support', signingKey };

const names = { receipt: 'x-seaway-receipt', time: 'x-seaway-timestamp', signature: 'x-seaway-mail-signature' };

/** What is signed: the second it is signed in, the receipt and the mail. */
const signedBytes = ({ headers, body }: WebhookRequest) =>
  Buffer.concat([Buffer.from(`${headers[names.time]}.${headers[names.receipt]}.`), body]);

const saidShape = z.strictObject({ Data: z.string(), Charset: z.literal('UTF-8') });
const sentShape = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: z.array(z.string()) }),
  Content: z.object({
    Simple: z.object({
      Subject: saidShape,
      Body: z.object({ Text: saidShape, Html: saidShape }),
      Headers: z.array(z.object({ Name: z.string(), Value: z.string() })),
      Attachments: z.array(z.record(z.string(), z.string())).optional(),
    }),
  }),
});

/** The mail that a request sends. */
export function mailIn({ body }: HttpRequest) {
  const { FromEmailAddress: from, Destination, Content } = sentShape.parse(JSON.parse(String(body)));
  const { Subject, Body, Headers, Attachments = [] } = Content.Simple;
  return {
    from,
    to: Destination.ToAddresses,
    subject: Subject.Data,
    text: Body.Text.Data,
    page: Body.Html.Data,
    headers: Headers.map(({ Name, Value }) => `${Name}: ${Value}`),
    files: Attachments,
  };
}

export const emailKit: ChannelKit = {
  secret,
  wrongSecret: { ...secret, signingKey: 'another key of 32 characters....' },
  needs: ['region', 'from', 'signingKey'],
  sign(request) {
    const timed = { ...request, headers: { ...request.headers, [names.time]: String(Math.floor(Date.now() / 1000)) } };
    const signature = createHmac('sha256', signingKey).update(signedBytes(timed)).digest('hex');
    return { ...timed, headers: { ...timed.headers, [names.signature]: signature } };
  },
  signs: ['body', `header ${names.receipt}`, `header ${names.signature}`],
  signed: (request) => `${request.headers[names.signature]} ${signedBytes(request).toString('hex')}`,
  // The scheme is our own: nobody else has published an answer.
  vectors: [],
  native: {
    text: '"Text":{"Data":"Hello, 世界 😀","Charset":"UTF-8"}',
    media: '"FileName":"cat.png","ContentType":"image/png","ContentDisposition":"ATTACHMENT"',
  },
  texts: (request) => [mailIn(request).text],
  before: { 'https://example.com/cat.png': answer(200, 'a picture', { 'content-type': 'image/png' }) },
  answers: {
    ok: answer(200, { MessageId: '0102018e3a5b7c00-7b1d-000000' }),
    providerId: '0102018e3a5b7c00-7b1d-000000',
    refused: answer(
      400,
      { message: 'Email address is not verified. The following identities failed the check: ada@example.com' },
      { 'x-amzn-errortype': 'MessageRejected' },
    ),
    reason: 'MessageRejected: Email address is not verified',
  },
};
