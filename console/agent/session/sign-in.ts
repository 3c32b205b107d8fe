import {
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  None,
  processAuthorizationCodeResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import { type Attempt, type Kept, type Tokens, tokensOf } from './kept.ts';
import type { Provider } from './provider.ts';

/**
 * The address at which somebody signs in, by authorisation code with PKCE; what proves the answer to be ours is kept in the tab.
 * https://www.rfc-editor.org/rfc/rfc9700#section-2.1.1
 */
export async function signInAddress({ server, client, page }: Provider, kept: Kept): Promise<string> {
  const attempt = {
    state: generateRandomState(),
    nonce: generateRandomNonce(),
    verifier: generateRandomCodeVerifier(),
  };
  kept.keepAttempt(attempt);
  const address = new URL(server.authorization_endpoint ?? '');
  const parameters = {
    client_id: client.client_id,
    redirect_uri: page,
    response_type: 'code',
    scope: 'openid profile',
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}

/** Whether this is the address of somebody who comes back from signing in. */
export const isAnswer = ({ searchParams }: URL): boolean =>
  searchParams.has('state') && (searchParams.has('code') || searchParams.has('error'));

/** The tokens for the code in the address; throws where the provider refuses, or where the answer is to nothing asked here. */
export async function finishSignIn(
  { server, client, page, options }: Provider,
  { state, nonce, verifier }: Attempt,
  address: URL,
): Promise<Tokens> {
  const answer = validateAuthResponse(server, client, address, state);
  const given = await authorizationCodeGrantRequest(server, client, None(), answer, page, verifier, options());
  const expected = { expectedNonce: nonce, requireIdToken: true };
  return tokensOf(await processAuthorizationCodeResponse(server, client, given, expected), Date.now());
}
