import * as z from 'zod';
import { agentIn } from '../../../lib/channels/rcs/envelope.ts';
import { rcsSettings } from '../../../lib/channels/rcs/index.ts';
import { isSuccess } from '../../../lib/channels/shared/answer.ts';
import { googleRefusal } from '../../../lib/channels/shared/google-refusal.ts';
import { googleToken, type ServiceAccount } from '../../../lib/channels/shared/google-token.ts';
import { readAnswer } from '../../../lib/channels/shared/json.ts';
import { Permanent } from '../../../lib/errors.ts';
import type { Http } from '../../../lib/http.ts';
import { defineConnector, type Finding } from '../connector.ts';
import { again, fault, right, wrong } from '../findings.ts';

const googleConsole = 'Business Communications Developer Console (business-communications.cloud.google.com)';
const scope = 'https://www.googleapis.com/auth/businesscommunications';

/** https://developers.google.com/business-communications/rcs-business-messaging/guides/management-api/webhooks */
export const rcs = defineConnector({
  questions: [
    { setting: 'agentId', where: `${googleConsole}: your agent, Overview, Agent ID`, secret: false },
    {
      setting: 'clientToken',
      where: 'a long random text of your own, with which Google registers and signs',
      secret: true,
    },
    { setting: 'clientEmail', where: `${googleConsole}: Service account, the key file's client_email`, secret: false },
    { setting: 'privateKey', where: "the same key file's private_key, in one line with its \\n", secret: true },
    { setting: 'region', where: "the agent's region: us, europe or asia", secret: false, optional: true },
    {
      setting: 'trafficType',
      where: 'for an agent of several uses: TRANSACTION, PROMOTION, SERVICEREQUEST, AUTHENTICATION or ACKNOWLEDGEMENT',
      secret: false,
      optional: true,
    },
  ],
  settings: rcsSettings,
  async register(settings, webhook, http) {
    const { agentId, clientToken } = settings;
    const agent = await agentOf(agentId, settings, http);
    if (!agent) throw new Permanent(`Google knows no agent ${agentId} of this service account's partner`);
    if ((await webhooksOf(agent, settings, http)).includes(webhook))
      return [`Google sends to ${webhook} already. ${kept}`];
    const body = { agentWebhookIntegration: { webhookUri: webhook, verificationToken: clientToken } };
    await ask({ method: 'POST', path: `${agent}/integrations`, body }, settings, http, z.unknown());
    return [`Google tried ${webhook} out, was answered, and sends this agent's events there.`];
  },
  check(settings, webhook, http) {
    return found(async () => {
      const { agentId } = settings;
      const agent = await agentOf(agentId, settings, http);
      if (!agent)
        return [
          wrong(
            `Google took the service account, but it knows no agent ${agentId}: compare it in the ${googleConsole}.`,
          ),
        ];
      const webhooks = await webhooksOf(agent, settings, http);
      return [
        right(`The service account is good and has the agent ${agentId}.`),
        webhooks.includes(webhook)
          ? right("The agent's webhook leads to us.")
          : wrong(`The agent's own webhook does not lead to ${webhook}: ${again}`),
      ];
    });
  },
  remains: () => [
    `${googleConsole}: add your own phone as a test device; until the launch, only test devices can be written to.`,
    `${googleConsole}: have the brand verified and the agent launched on each carrier.`,
  ],
});

const kept = `A new client token counts once that webhook is deleted in the ${googleConsole} and connected again.`;

/** A refusal is what was found. */
const found = (findings: () => Promise<Finding[]>): Promise<Finding[]> =>
  findings().catch((error: unknown) => {
    if (!(error instanceof Permanent)) throw error;
    return [fault(error, `Register the webhook in the ${googleConsole}, if this API is not open to you.`)];
  });

/** The agent's full name, which begins with its brand's, or undefined where no brand of the partner has it. */
async function agentOf(agentId: string, account: ServiceAccount, http: Http): Promise<string | undefined> {
  const { brands } = await ask({ method: 'GET', path: 'brands' }, account, http, brandsShape);
  for (const brand of brands) {
    const { agents } = await ask({ method: 'GET', path: `${brand.name}/agents` }, account, http, agentsShape);
    const agent = agents.find(({ name }) => agentIn(name.split('/').at(-1) ?? '') === agentIn(agentId));
    if (agent) return agent.name;
  }
  return undefined;
}

async function webhooksOf(agent: string, account: ServiceAccount, http: Http): Promise<string[]> {
  const path = `${agent}/integrations`;
  const { integrations } = await ask({ method: 'GET', path }, account, http, integrationsShape);
  return integrations.flatMap(({ agentWebhookIntegration: webhook }) => (webhook ? [webhook.webhookUri] : []));
}

const named = z.array(z.object({ name: z.string() })).default([]);
const brandsShape = z.object({ brands: named });
const agentsShape = z.object({ agents: named });
const integrationsShape = z.object({
  integrations: z
    .array(z.object({ agentWebhookIntegration: z.object({ webhookUri: z.string() }).optional() }))
    .default([]),
});

async function ask<Shape>(
  { method, path, body }: { method: 'GET' | 'POST'; path: string; body?: unknown },
  account: ServiceAccount,
  http: Http,
  shape: z.ZodType<Shape>,
): Promise<Shape> {
  const token = await googleToken(account, scope, http);
  const response = await http({
    method,
    url: `https://businesscommunications.googleapis.com/v1/${path}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!isSuccess(response)) throw googleRefusal('Google', response, { what: `${method} ${path}` });
  const answer = readAnswer(response.body, shape);
  if (answer === undefined)
    throw new Permanent(`Google answered ${method} ${path} with something else than documented`);
  return answer;
}
