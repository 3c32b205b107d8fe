import { afterAll, beforeAll, expect, test } from 'vitest';
import { rcs } from '../../../../cli/channel/connectors/rcs.ts';
import { createHttp } from '../../../../lib/http.ts';
import type { Provider } from '../../../../local/providers/provider.ts';
import { startRcs } from '../../../../local/providers/rcs/index.ts';
import { googleAccount } from '../../../channels/google-key.ts';
import { openWebhook } from './webhook.ts';

let provider: Provider;
let ours: Awaited<ReturnType<typeof openWebhook>>;
beforeAll(async () => {
  provider = await startRcs({ webhook: 'http://127.0.0.1:9/' });
  ours = await openWebhook('rcs', () => provider.secret);
});
afterAll(async () => {
  await ours.close();
  await provider.close();
});

const http = () => createHttp(provider.origins);

test('finds that the agent has no webhook, registers it by the handshake, once, and finds all well', async () => {
  const account = rcs.with(provider.secret);
  expect(await account.check(ours.url, http())).toMatchObject([
    { ok: true, sentence: expect.stringContaining('seaway-local') },
    { ok: false, sentence: expect.stringContaining('does not lead to') },
  ]);
  expect(await account.register(ours.url, http())).toEqual([expect.stringContaining('was answered')]);
  expect(await account.register(ours.url, http())).toEqual([expect.stringContaining('already')]);
  expect((await account.check(ours.url, http())).map(({ ok }) => ok)).toEqual([true, true]);
});

test('a webhook with another client token does not pass the handshake', async () => {
  const account = rcs.with({ ...provider.secret, clientToken: 'other' });
  await expect(account.register(`${ours.url}2`, http())).rejects.toThrow('did not answer with the secret');
});

test('finds an agent that the partner does not have', async () => {
  const account = rcs.with({ ...provider.secret, agentId: 'other' });
  expect(await account.check(ours.url, http())).toMatchObject([
    { ok: false, sentence: expect.stringContaining('no agent other') },
  ]);
  await expect(account.register(ours.url, http())).rejects.toThrow('no agent other');
});

test('finds a service account that Google does not take', async () => {
  const account = rcs.with({ ...provider.secret, ...googleAccount });
  expect(await account.check(ours.url, http())).toMatchObject([
    { ok: false, sentence: expect.stringMatching(/invalid_grant.*Create a new key/) },
  ]);
});

test('asks for each setting, and says which does not fit', () => {
  expect(rcs.questions.filter(({ optional }) => !optional).map(({ setting }) => setting)).toEqual([
    'agentId',
    'clientToken',
    'clientEmail',
    'privateKey',
  ]);
  expect(() => rcs.with({ ...provider.secret, clientEmail: 'ada' })).toThrow('clientEmail');
  expect(rcs.with(provider.secret).remains(ours.url)).toHaveLength(2);
});
