import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type ApiAnswer, type ApiCall, postWebhook } from '../api.ts';
import { authorise, read, refuse } from '../google.ts';

const scope = 'https://www.googleapis.com/auth/businesscommunications';

const integration = z.strictObject({
  agentWebhookIntegration: z.strictObject({
    webhookUri: z.url({ protocol: /^https?$/ }),
    verificationToken: z.string().min(1),
  }),
});

type Integration = { name: string; status: 'ENABLED'; agentWebhookIntegration: { webhookUri: string } };

/**
 * The part of the Business Communications API that finds an agent and registers its webhook, which Google first tries out.
 * https://developers.google.com/business-communications/rcs-business-messaging/guides/management-api/webhooks
 */
export function openConsole(agentId: string) {
  const brand = 'brands/local';
  const agent = `${brand}/agents/${agentId.replace('@rbm.goog', '')}`;
  const integrations: Integration[] = [];

  return async (call: ApiCall): Promise<ApiAnswer> => {
    authorise(call, scope);
    const { method, path } = call;
    if (method === 'GET' && path === '/v1/brands')
      return { status: 200, body: { brands: [{ name: brand, displayName: 'Local' }] } };
    if (method === 'GET' && path === `/v1/${brand}/agents`)
      return { status: 200, body: { agents: [{ name: agent, displayName: 'Seaway' }] } };
    if (path !== `/v1/${agent}/integrations`) return refuse(404, 'NOT_FOUND', 'Requested entity was not found.');
    if (method === 'POST') return register(call);
    return { status: 200, body: integrations.length > 0 ? { integrations } : {} };
  };

  async function register({ body }: ApiCall): Promise<ApiAnswer> {
    const { webhookUri, verificationToken } = read(body, integration).agentWebhookIntegration;
    const secret = randomUUID();
    const headers = { 'content-type': 'application/json', 'x-goog-webhook-type': 'verification' };
    const answer = await postWebhook(webhookUri, headers, JSON.stringify({ clientToken: verificationToken, secret }));
    if (answer.status !== 200 || answer.body !== secret)
      return refuse(400, 'INVALID_ARGUMENT', 'The webhook did not answer with the secret.');
    const made: Integration = {
      name: `${agent}/integrations/${randomUUID()}`,
      status: 'ENABLED',
      agentWebhookIntegration: { webhookUri },
    };
    integrations.push(made);
    return { status: 200, body: made };
  }
}
