import {
  None,
  processRefreshTokenResponse,
  ResponseBodyError,
  refreshTokenGrantRequest,
  revocationRequest,
} from 'oauth4webapi';
import { type Tokens, tokensOf } from './kept.ts';
import type { Provider } from './provider.ts';

/** New tokens for the refresh token; undefined where it is not taken any more. Throws where the provider is out of reach. */
export async function renew(provider: Provider, tokens: Tokens): Promise<Tokens | undefined> {
  const { server, client, options } = provider;
  if (tokens.refresh === undefined) return undefined;
  try {
    const answer = await refreshTokenGrantRequest(server, client, None(), tokens.refresh, options());
    return tokensOf(await processRefreshTokenResponse(server, client, answer), Date.now(), tokens);
  } catch (thrown) {
    if (thrown instanceof ResponseBodyError && thrown.status >= 400 && thrown.status < 500 && thrown.status !== 429)
      return undefined;
    throw thrown;
  }
}

/** Nobody can renew with it any more. */
export async function revoke({ server, client, options }: Provider, { refresh }: Tokens): Promise<void> {
  if (refresh !== undefined) await revocationRequest(server, client, None(), refresh, options());
}

/** Where the provider forgets who has signed in, and sends back to the page. Cognito has a name of its own for that page. */
export function signOutAddress({ server, client, page }: Provider): string {
  if (server.end_session_endpoint === undefined) return page;
  const address = new URL(server.end_session_endpoint);
  const parameters = { client_id: client.client_id, post_logout_redirect_uri: page, logout_uri: page };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}
