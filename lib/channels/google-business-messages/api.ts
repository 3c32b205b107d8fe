import type { Http, HttpResponse } from '../../http.ts';
import { googleToken, type ServiceAccount } from '../shared/google-token.ts';

const scope = 'https://www.googleapis.com/auth/businessmessages';

/** Google wants to know who speaks; our channels are not told whether it is a flow or an agent. */
export const representative = { representativeType: 'BOT' };

/**
 * Calls the Business Messages API; `path` begins with the conversation's id, encoded.
 * https://developers.google.com/business-communications/business-messages/reference/rest
 */
export async function call(
  { method, path, body }: { method: 'POST' | 'PATCH'; path: string; body: unknown },
  account: ServiceAccount,
  http: Http,
): Promise<HttpResponse> {
  const token = await googleToken(account, scope, http);
  return http({
    method,
    url: `https://businessmessages.googleapis.com/v1/conversations/${path}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
