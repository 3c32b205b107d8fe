import { afterAll, beforeAll, expect, test } from 'vitest';
import { line } from '../../../../cli/channel/connectors/line.ts';
import { createHttp } from '../../../../lib/http.ts';
import { startLine } from '../../../../local/providers/line/index.ts';
import type { Provider } from '../../../../local/providers/provider.ts';
import { openWebhook } from './webhook.ts';

let provider: Provider;
let ours: Awaited<ReturnType<typeof openWebhook>>;
beforeAll(async () => {
  provider = await startLine({ webhook: 'http://127.0.0.1:9/' });
  ours = await openWebhook('line', () => provider.secret);
});
afterAll(async () => {
  await ours.close();
  await provider.close();
});

const http = () => createHttp(provider.origins);

test('finds that no webhook is registered, registers it, and finds all well', async () => {
  const account = line.with(provider.secret);
  expect(await account.check(ours.url, http())).toMatchObject([
    { ok: true, sentence: 'The token is that of Seaway (@seaway).' },
    { ok: false, sentence: expect.stringContaining('knows no webhook') },
    { ok: true },
  ]);
  expect(await account.register(ours.url, http())).toEqual([`LINE sends this account's events to ${ours.url}.`]);
  expect((await account.check(ours.url, http())).map(({ ok }) => ok)).toEqual([true, true, true]);
});

test('finds a webhook that leads elsewhere', async () => {
  await line.with(provider.secret).register('https://example.com/', http());
  const [, endpoint] = await line.with(provider.secret).check(ours.url, http());
  expect(endpoint).toMatchObject({ ok: false, sentence: expect.stringContaining('https://example.com/ instead of') });
});

test('finds a channel secret that is not that of the channel', async () => {
  const other = await openWebhook('line', () => ({ ...provider.secret, channelSecret: 'other' }));
  const [, , trial] = await line.with(provider.secret).check(other.url, http());
  expect(trial).toMatchObject({ ok: false, sentence: expect.stringContaining('compare the channel secret') });
  await other.close();
});

test('finds a webhook that nobody answers', async () => {
  const [, , trial] = await line.with(provider.secret).check('http://127.0.0.1:9/', http());
  expect(trial).toMatchObject({ ok: false, sentence: expect.stringContaining('COULD_NOT_CONNECT') });
});

test('finds a token that LINE does not take, and cannot register with it', async () => {
  const account = line.with({ ...provider.secret, channelAccessToken: 'x' });
  expect(await account.check(ours.url, http())).toMatchObject([
    { ok: false, sentence: expect.stringContaining('does not take the channel access token (401)') },
  ]);
  await expect(account.register(ours.url, http())).rejects.toThrow(
    'LINE refused the webhook with 401: Authentication failed',
  );
});

test('asks for each setting, and says which does not fit', () => {
  expect(line.questions.map(({ setting }) => setting)).toEqual(['channelSecret', 'channelAccessToken']);
  expect(() => line.with({ channelSecret: 'a' })).toThrow('channelAccessToken');
  expect(line.with(provider.secret).remains(ours.url)).toHaveLength(2);
});
