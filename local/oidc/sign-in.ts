import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import { listen } from '../aws/listen.ts';
import { keep, openKept } from './kept.ts';
import { faultPage, pageHeaders, signInPage } from './page.ts';
import { personNamed } from './people.ts';
import { api, apiTokens, createProvider } from './provider.ts';

export type LocalSignIn = {
  /** `http://127.0.0.1:PORT` */
  issuer: string;
  clientId: string;
  /** An access token of this worker, as if they had just signed in; throws where there is none of this name. */
  tokenFor(worker: string): Promise<string>;
  close(): Promise<void>;
};

export type SignInOptions = {
  /** The address of the console, with a slash at the end, to which people come back. */
  page: string;
  /** What is to outlive a restart; nothing unless given. */
  file?: string | undefined;
  log?: (line: string) => void;
};

const clientId = 'seaway-console';

/** Cognito's place on this machine: people choose who they are, and everything else is as in AWS. */
export async function startSignIn({ page, file, log }: SignInOptions): Promise<LocalSignIn> {
  const kept = await openKept(file);
  let answer = (_: IncomingMessage, response: ServerResponse): unknown => response.writeHead(503).end();
  const server = createServer((request, response) => void answer(request, response));
  const port = await listen(server, kept.port, log);
  keep(file, { ...kept, port });
  const issuer = `http://127.0.0.1:${port}`;
  const provider = createProvider({ issuer, clientId, page, key: kept.key, cookies: kept.cookies });
  answer = answerWith(provider, page);
  return {
    issuer,
    clientId,
    tokenFor: (worker) => tokenFor(provider, worker),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answerWith(provider: Provider, page: string) {
  const rest = provider.callback();
  const headers = pageHeaders(new URL(page).origin);
  const say = (response: ServerResponse, status: number, body: string) => response.writeHead(status, headers).end(body);

  async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Throws where the cookie of whoever began to sign in is missing.
    await provider.interactionDetails(request, response);
    if (request.method !== 'POST') return void say(response, 200, signInPage());
    const person = personNamed(new URLSearchParams(await text(request)).get('name') ?? '');
    if (!person) return void say(response, 400, faultPage('There is no such worker in config/taskrouter.json.'));
    await provider.interactionFinished(request, response, { login: { accountId: person.name } });
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Under a name of its own another site could reach 127.0.0.1 through the browser.
    if (request.headers.host !== new URL(provider.issuer).host) return void response.writeHead(421).end();
    if (!request.url?.startsWith('/sign-in/')) return rest(request, response);
    await signIn(request, response).catch(() =>
      say(response, 400, faultPage('This page is too old: open the console again.')),
    );
  };
}

async function tokenFor(provider: Provider, worker: string): Promise<string> {
  const client = await provider.Client.find(clientId);
  if (!client || !personNamed(worker)) throw new Error(`"${worker}" is no worker in config/taskrouter.json`);
  const token = new provider.AccessToken({
    client,
    accountId: worker,
    grantId: 'none',
    gty: 'authorization_code',
    scope: apiTokens.scope,
    resourceServer: new provider.ResourceServer(api, apiTokens),
  });
  return token.save();
}
