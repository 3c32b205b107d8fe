import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAgent } from '../../../console/build.ts';
import { buildSite } from '../../../console/site.ts';
import { openPublishedKeys } from '../../../lib/aws/published-keys.ts';
import { callerOf } from '../../../lib/console/caller.ts';
import { createHttp } from '../../../lib/http.ts';
import { listen } from '../../../local/aws/listen.ts';
import { freePort } from '../../../local/aws/port.ts';
import { startSignIn } from '../../../local/oidc/sign-in.ts';
import { startSite } from '../../../local/site/site.ts';
import { synthesizeSite } from '../../local/site/synthesized.ts';

/** A console that can do nothing but sign in: the provider, the site with its headers, and an API that says who asks. */
export async function openStage() {
  const folder = await mkdtemp(join(tmpdir(), 'seaway-sign-in-'));
  const port = await freePort();
  const signIn = await startSignIn({ page: `http://127.0.0.1:${port}/` });
  const config = { issuer: signIn.issuer, clientId: signIn.clientId };
  const keysOf = openPublishedKeys(createHttp(), Date.now);
  const door = {
    issuer: config.issuer,
    client: config.clientId,
    keys: (afresh: boolean) => keysOf(`${config.issuer}/.well-known/jwks.json`, afresh),
    now: Date.now,
  };
  const api = createServer(async (request, response) => {
    const admission = await callerOf(door, request.headers.authorization);
    const sentence = 'error' in admission ? admission.error : `${admission.caller.name}, ${admission.caller.role}`;
    response.writeHead('error' in admission ? admission.status : 200).end(sentence);
  });
  const gateway = `http://127.0.0.1:${await listen(api, 0)}`;
  synthesizeSite(folder, () => buildSite(buildAgent(page)));
  const site = await startSite({ template: folder, port, gateway, config });
  return {
    origin: site.origin,
    issuer: signIn.issuer,
    async close(): Promise<void> {
      await site.close();
      await signIn.close();
      api.closeAllConnections();
      await new Promise((resolve) => api.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const page = fileURLToPath(new URL('page.ts', import.meta.url));
