import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { openPublishedKeys } from '../../../lib/aws/published-keys.ts';
import { callerOf } from '../../../lib/console/caller.ts';
import { createHttp } from '../../../lib/http.ts';
import { startSignIn } from '../../../local/oidc/sign-in.ts';

const page = 'http://127.0.0.1:1/';

async function start(file?: string) {
  const signIn = await startSignIn({ page, file, log: () => {} });
  onTestFinished(signIn.close);
  const keysOf = openPublishedKeys(createHttp(), Date.now);
  const keys = (afresh: boolean) => keysOf(`${signIn.issuer}/.well-known/jwks.json`, afresh);
  const door = { issuer: signIn.issuer, client: signIn.clientId, keys, now: Date.now };
  return { ...signIn, enter: (token: string) => callerOf(door, `Bearer ${token}`) };
}

test("a worker's token opens the API, in the role that they have", async () => {
  const { tokenFor, enter } = await start();
  expect(await enter(await tokenFor('ana'))).toMatchObject({ caller: { name: 'ana', role: 'agent' } });
  expect(await enter(await tokenFor('mei'))).toMatchObject({ caller: { name: 'mei', role: 'supervisor' } });
  await expect(tokenFor('nobody')).rejects.toThrow('"nobody" is no worker in config/taskrouter.json');
});

test('a restart signs nobody out, and the key is for its owner to read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seaway-sign-in-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'data', 'sign-in.json');
  const before = await startSignIn({ page, file });
  const token = await before.tokenFor('ana');
  await before.close();
  const after = await start(file);
  expect(after.issuer).toBe(before.issuer);
  expect(await after.enter(token)).toMatchObject({ caller: { name: 'ana' } });
  expect((await stat(file)).mode & 0o077).toBe(0);
});

test.each(['', '{"port":', '{"port":8090}'])('what is kept as %j is begun anew', async (garbage) => {
  const folder = await mkdtemp(join(tmpdir(), 'seaway-sign-in-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'sign-in.json');
  await writeFile(file, garbage);
  const { enter, tokenFor } = await start(file);
  expect(await enter(await tokenFor('ana'))).toHaveProperty('caller');
});

test('another provider of this machine is another issuer', async () => {
  const [one, two] = [await start(), await start()];
  expect(await two.enter(await one.tokenFor('ana'))).toMatchObject({ status: 401 });
});

test.each([
  ['without PKCE', { code_challenge: '' }, /invalid_request/],
  ['back to another page', { redirect_uri: 'http://127.0.0.1:2/' }, undefined],
])('nobody signs in %s', async (_, changes, error) => {
  const { issuer, clientId } = await start();
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: page,
    response_type: 'code',
    scope: 'openid profile',
    state: 'state',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...changes,
  });
  const answer = await fetch(`${issuer}/auth?${query}`, { redirect: 'manual' });
  const location = answer.headers.get('location') ?? '';
  expect(location.startsWith('/sign-in/')).toBe(false);
  if (error) expect(location).toMatch(error);
  else expect(answer.status).toBe(400);
});

test('the page of signing in is for those who come from the console, under its own name', async () => {
  const { issuer } = await start();
  expect((await fetch(`${issuer}/sign-in/made-up`)).status).toBe(400);
  expect((await fetch(`${issuer}/sign-in/made-up`, { method: 'POST', body: 'name=mei' })).status).toBe(400);
  const found = z
    .object({ issuer: z.string() })
    .parse(await (await fetch(`${issuer}/.well-known/openid-configuration`)).json());
  expect(found.issuer).toBe(issuer);
  expect((await fetch(issuer.replace('127.0.0.1', 'localhost'))).status).toBe(421);
});
