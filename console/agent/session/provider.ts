import {
  type AuthorizationServer,
  allowInsecureRequests,
  type Client,
  discoveryRequest,
  processDiscoveryResponse,
} from 'oauth4webapi';
import * as z from 'zod';

export type Provider = {
  server: AuthorizationServer;
  client: Client;
  /** Where people come back to: this page. */
  page: string;
  /** For every request to it; milliseconds are few, as somebody waits. */
  options(): { signal: AbortSignal; [allowInsecureRequests]: boolean };
};

const configSchema = z.object({ issuer: z.url(), clientId: z.string().min(1) });

/** Who signs people in, as the page's config.json says, and where; throws where one of the two is out of reach. */
export async function findProvider(): Promise<Provider> {
  const answer = await fetch('/config.json', { cache: 'no-cache', signal: AbortSignal.timeout(patience) });
  const { issuer, clientId } = configSchema.parse(await answer.json());
  const url = new URL(issuer);
  const options = () => ({
    signal: AbortSignal.timeout(patience),
    // The one of a laptop has no certificate; what goes to 127.0.0.1 does not leave the computer.
    [allowInsecureRequests]: url.hostname === '127.0.0.1',
  });
  const server = await processDiscoveryResponse(url, await discoveryRequest(url, options()));
  return { server, client: { client_id: clientId }, page: `${location.origin}/`, options };
}

const patience = 10_000;
