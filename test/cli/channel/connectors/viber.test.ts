import { afterAll, beforeAll, expect, test } from 'vitest';
import { viber } from '../../../../cli/channel/connectors/viber.ts';
import { createHttp } from '../../../../lib/http.ts';
import type { Provider } from '../../../../local/providers/provider.ts';
import { startViber } from '../../../../local/providers/viber/index.ts';
import { openWebhook } from './webhook.ts';

let provider: Provider;
let ours: Awaited<ReturnType<typeof openWebhook>>;
beforeAll(async () => {
  provider = await startViber({ webhook: 'http://127.0.0.1:9/' });
  ours = await openWebhook('viber', () => provider.secret);
});
afterAll(async () => {
  await ours.close();
  await provider.close();
});

const http = () => createHttp(provider.origins);

test('finds that no webhook is registered, registers it with the callback answered, and finds all well', async () => {
  const account = viber.with(provider.secret);
  expect(await account.check(ours.url, http())).toMatchObject([
    { ok: true, sentence: 'The token is that of the bot Seaway.' },
    { ok: false, sentence: expect.stringContaining('sends events to nowhere instead of') },
    { ok: false, sentence: expect.stringContaining('does not tell us of delivered, seen') },
  ]);
  expect(await account.register(ours.url, http())).toEqual([expect.stringContaining('tried the address out')]);
  expect((await account.check(ours.url, http())).map(({ ok }) => ok)).toEqual([true, true, true]);
});

test('an address that does not answer the callback is not registered', async () => {
  const elsewhere = Object.values(provider.origins)[0] ?? '';
  await expect(viber.with(provider.secret).register(elsewhere, http())).rejects.toThrow(
    'Viber refused the webhook with 200: the webhook address is not valid',
  );
});

test('finds a token that Viber does not take', async () => {
  const account = viber.with({ ...provider.secret, authToken: 'x' });
  expect(await account.check(ours.url, http())).toEqual([
    {
      ok: false,
      sentence:
        "Viber refuses the token: the authentication token is not valid. Copy the token from the bot's settings in Viber.",
    },
  ]);
});

test('asks for each setting, and says which does not fit', () => {
  expect(viber.questions.map(({ setting }) => setting)).toEqual(['authToken', 'senderName', 'senderAvatar']);
  expect(() => viber.with({ authToken: 'a' })).toThrow('senderName');
  expect(viber.with(provider.secret).remains(ours.url)).toHaveLength(1);
});
