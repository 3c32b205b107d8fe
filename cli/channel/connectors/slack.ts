import * as z from 'zod';
import { readAnswer } from '../../../lib/channels/shared/json.ts';
import { slackErrors } from '../../../lib/channels/slack/errors.ts';
import { slackSettings } from '../../../lib/channels/slack/index.ts';
import { defineConnector, type Finding } from '../connector.ts';
import { right, wrong } from '../findings.ts';
import { slackManifest, slackScopes } from './slack-manifest.ts';

const app = 'api.slack.com/apps, your app';

/** https://docs.slack.dev/reference/methods/auth.test */
export const slack = defineConnector({
  questions: [
    { setting: 'signingSecret', where: `${app}: Basic Information, App Credentials, Signing Secret`, secret: true },
    { setting: 'botUserToken', where: `${app}: OAuth & Permissions, Bot User OAuth Token (xoxb-...)`, secret: true },
  ],
  settings: slackSettings,
  // Slack takes the address of the webhook by its manifest or by hand alone.
  register: async () => [],
  async check({ botUserToken }, _webhook, http) {
    const { headers, body, status } = await http({
      method: 'POST',
      url: 'https://slack.com/api/auth.test',
      headers: { authorization: `Bearer ${botUserToken}` },
    });
    const answer = readAnswer(body, answerShape);
    if (!answer?.ok) return [refused(answer?.error ?? `status ${status}`)];
    const known = right(`The token is that of ${answer.user} in ${answer.team}.`);
    const granted = (headers['x-oauth-scopes'] ?? '').split(',').map((scope) => scope.trim());
    const missing = slackScopes.filter((scope) => !granted.includes(scope));
    if (missing.length === 0) return [known, right('The app has all the scopes that it needs.')];
    const sentence = `The app lacks ${missing.join(', ')}: add it under ${app}, OAuth & Permissions, and reinstall the app.`;
    return [known, wrong(sentence)];
  },
  remains: (_settings, webhook) => [
    `${app}: App Manifest, put in the manifest below and save. Then Event Subscriptions, and Verify or Retry the request URL, which must turn green.`,
    'Reinstall the app where Slack asks for it. Invite it to each channel in which people are to mention it: /invite @Seaway.',
    slackManifest(webhook),
  ],
});

const answerShape = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), team: z.string(), user: z.string() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

function refused(error: string): Finding {
  const { meaning, remedy = 'Try again later.' } = slackErrors[error] ?? {};
  return wrong(`Slack does not take the token: ${meaning ?? error}. ${remedy}`);
}
