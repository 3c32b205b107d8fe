import Provider from 'oidc-provider';
import { openMemory } from './memory.ts';
import { faultPage, signOutPage } from './page.ts';
import { claimsOf, personNamed } from './people.ts';

export type ProviderOptions = {
  issuer: string;
  clientId: string;
  /** The address of the console, to which people come back. */
  page: string;
  /** The private key that signs tokens, as a JSON Web Key. */
  key: Record<string, unknown>;
  cookies: string;
};

/** What access tokens are for: the provider wants a name for it, though Cognito's tokens have none. */
export const api = 'urn:seaway:console';
const scope = 'openid profile';

/** What the API's access tokens look like and how long they are good, in seconds: an hour, as the app client of the stack says. */
export const apiTokens = {
  scope,
  audience: api,
  accessTokenFormat: 'jwt',
  accessTokenTTL: 3_600,
  jwt: { sign: { alg: 'RS256' } },
} as const;

/** Seconds: a shift. */
const shift = 12 * 3_600;

/** An OpenID provider whose access tokens say what those of Cognito say, at the addresses where Cognito has them. */
export function createProvider({ issuer, clientId, page, key, cookies }: ProviderOptions): Provider {
  return new Provider(issuer, {
    adapter: openMemory(Date.now),
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [page],
        post_logout_redirect_uris: [page],
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: [cookies] },
    scopes: scope.split(' '),
    responseTypes: ['code'],
    pkce: { required: () => true },
    routes: { jwks: '/.well-known/jwks.json' },
    // The page is at another port than we are.
    clientBasedCORS: (_, origin) => origin === new URL(page).origin,
    findAccount: (_, name) => {
      const person = personNamed(name);
      return person && { accountId: name, claims: () => ({ sub: name, name: person.fullName }) };
    },
    extraTokenClaims: (_, token) => {
      const person = 'accountId' in token && token.accountId ? personNamed(token.accountId) : undefined;
      return person && claimsOf(person);
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => api,
        useGrantedResource: () => true,
        getResourceServerInfo: () => apiTokens,
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = signOutPage(form);
        },
      },
    },
    renderError: (ctx, { error, error_description: why }) => {
      ctx.type = 'html';
      ctx.body = faultPage(why ?? error);
    },
    interactions: { url: (_, { uid }) => `/sign-in/${uid}` },
    // The console is ours: nobody is asked whether it may know who they are.
    loadExistingGrant: async ({ oidc }) => {
      const accountId = oidc.session?.accountId;
      const grant = new oidc.provider.Grant({ clientId, ...(accountId && { accountId }) });
      grant.addOIDCScope(scope);
      grant.addResourceScope(api, scope);
      await grant.save();
      return grant;
    },
    issueRefreshToken: () => true,
    // As Cognito does unless told: the copy of a tab has the same one.
    rotateRefreshToken: false,
    ttl: { AccessToken: 3_600, IdToken: 3_600, RefreshToken: shift, Session: shift, Grant: shift, Interaction: 3_600 },
  });
}
