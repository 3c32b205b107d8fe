import type { Http, HttpResponse } from '../../http.ts';
import { googleToken, type ServiceAccount } from '../shared/google-token.ts';

export type Agent = ServiceAccount & { agentId: string; region?: 'us' | 'europe' | 'asia' | undefined };

const scope = 'https://www.googleapis.com/auth/rcsbusinessmessaging';

/** Creates something for a phone as this agent; `id` under the name `as` is the UUID by which Google knows it again. */
export async function create(
  kind: 'agentMessages' | 'agentEvents',
  phone: string,
  { as, id, body }: { as: 'messageId' | 'eventId'; id: string; body: unknown },
  agent: Agent,
  http: Http,
): Promise<HttpResponse> {
  const token = await googleToken(agent, scope, http);
  const host = `${agent.region ? `${agent.region}-` : ''}rcsbusinessmessaging.googleapis.com`;
  const query = new URLSearchParams({ [as]: id, agentId: agent.agentId });
  return http({
    method: 'POST',
    // Google's own examples write the plus of a number as it is.
    url: `https://${host}/v1/phones/${encodeURIComponent(phone).replace('%2B', '+')}/${kind}?${query}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
