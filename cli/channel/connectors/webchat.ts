import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { isSuccess } from '../../../lib/channels/shared/answer.ts';
import { readAnswer } from '../../../lib/channels/shared/json.ts';
import { webchatSettings } from '../../../lib/channels/webchat/index.ts';
import type { Http } from '../../../lib/http.ts';
import { defineConnector, type Finding } from '../connector.ts';
import { right, wrong } from '../findings.ts';

const newKey = () => randomBytes(32).toString('base64url');

/** Pages may be given in one line; keys that are not there yet are made. */
const settings = z
  .object({
    origins: z.union([z.array(z.string()), z.string().transform((line) => line.split(/[\s,]+/).filter(Boolean))]),
    sessionKey: z.string().default(newKey),
    identityKey: z.string().default(newKey),
  })
  .pipe(webchatSettings);

/** Our own chat has no provider: docs/channels/webchat.md */
export const webchat = defineConnector({
  questions: [
    {
      setting: 'origins',
      where: 'the pages that may open the chat, such as https://www.example.com, with commas between several',
      secret: false,
    },
    {
      setting: 'identityKey',
      where: 'what your server signs with who is logged in, 32 characters or more; one is made unless you have one',
      secret: true,
      optional: true,
    },
  ],
  settings,
  register: async () => [],
  check: ({ origins }, webhook, http) =>
    Promise.all([
      ...origins.map((origin) => welcome(webhook, origin, http)),
      stranger(webhook, 'https://nobody.seaway.example', http),
    ]),
  remains: (_, webhook) => [
    `Your pages: they begin a chat with POST ${siteOf(webhook)}/sessions. docs/channels/webchat-protocol.md has the whole of it.`,
    'Your server, where visitors log in: it signs who they are with the identityKey, which is in the secret of this account.',
  ],
});

const siteOf = (webhook: string) => webhook.replace('/webhooks/webchat/', '/webchat/');

const ask = (webhook: string, origin: string, http: Http) =>
  http({
    method: 'POST',
    url: `${siteOf(webhook)}/sessions`,
    headers: { origin, 'content-type': 'application/json' },
    body: '{}',
  });

const sessionShape = z.object({ socket: z.string() });

async function welcome(webhook: string, origin: string, http: Http): Promise<Finding> {
  const answer = await ask(webhook, origin, http);
  const session = readAnswer(answer.body, sessionShape);
  if (isSuccess(answer) && session && answer.headers['access-control-allow-origin'] === origin)
    return right(`A page of ${origin} gets a session, and connects to ${session.socket}.`);
  const hint =
    answer.status === 404
      ? 'name the account in config/deployment.ts and deploy.'
      : 'functions use a changed secret within five minutes: run seaway channel check then.';
  return wrong(`A page of ${origin} gets no session (${answer.status}): ${hint}`);
}

async function stranger(webhook: string, origin: string, http: Http): Promise<Finding> {
  const { status } = await ask(webhook, origin, http);
  return status === 403
    ? right('Pages of other sites are refused.')
    : wrong(`A page of another site is answered ${status} instead of 403: look at origins.`);
}
