import * as z from 'zod';
import type { Http } from '../../http.ts';
import { accessToken } from '../shared/access-token.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { readAnswer } from '../shared/json.ts';

export type Account = { appId: string; clientSecret: string; tenantId?: string | undefined };

/** Where a message goes whose conversation we have not heard from lately; it leads to every region. */
export const anyRegion = 'https://smba.trafficmanager.net/teams';

/**
 * Whether an address is one of Teams' own, as Microsoft lists them for its public cloud. Ours to check, because it comes in
 * a body that nobody signs, and our token goes there; anybody can have a name under trafficmanager.net.
 * https://microsoft.github.io/teams-sdk/csharp/essentials/app-configuration/service-url-validation
 */
export function isService(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username } = new URL(url);
  return protocol === 'https:' && !username && hosts.has(host);
}

const hosts = new Set([
  'smba.trafficmanager.net',
  'smba.onyx.prod.teams.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
]);

/** The spelling in which two service addresses are compared. */
export const serviceName = (url: string): string => url.toLowerCase().replace(/\/+$/, '');

/** A message is known by its conversation and its id there. */
export const messageIdOf = (conversation: string, id: string): string => `${conversation}/${id}`;

/**
 * The authorisation of a call to Teams, by the app's own credentials. Throws Permanent where Microsoft does not know them.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export async function authorization(account: Account, http: Http): Promise<string> {
  const { appId, clientSecret, tenantId = 'botframework.com' } = account;
  const key = `teams ${tenantId} ${appId} ${clientSecret}`;
  return `Bearer ${await accessToken(key, () => logIn({ appId, clientSecret, tenantId }, http))}`;
}

async function logIn({ appId, clientSecret, tenantId }: Required<Account>, http: Http) {
  const response = await http({
    method: 'POST',
    url: `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: clientSecret,
      scope: 'https://api.botframework.com/.default',
    }).toString(),
  });
  const granted = readAnswer(response.body, grantedShape);
  if (isSuccess(response) && granted) return { token: granted.access_token, expiresIn: granted.expires_in };
  throw refusal('Microsoft', response, {
    reason: readAnswer(response.body, deniedShape)?.error_description.split(/[\r\n]/)[0],
    what: 'the login',
    remedy: "Check the app's id, its tenant and its client secret, which may have expired.",
  });
}

const grantedShape = z.object({ access_token: z.string().min(1), expires_in: z.number() });
const deniedShape = z.object({ error_description: z.string() });
