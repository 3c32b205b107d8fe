import { afterAll, beforeAll, expect, test } from 'vitest';
import { telegram } from '../../../../cli/channel/connectors/telegram.ts';
import { createHttp } from '../../../../lib/http.ts';
import type { Provider } from '../../../../local/providers/provider.ts';
import { startTelegram } from '../../../../local/providers/telegram/index.ts';
import { openWebhook } from './webhook.ts';

let provider: Provider;
let strict: Awaited<ReturnType<typeof openWebhook>>;
beforeAll(async () => {
  // Its updates come with another secret than it expects.
  strict = await openWebhook('telegram', () => ({ botToken: '1:x', secretToken: 'another' }));
  provider = await startTelegram({ webhook: strict.url });
});
afterAll(async () => {
  await provider.close();
  await strict.close();
});

const webhook = 'https://example.com/webhooks/telegram/main';
const http = () => createHttp(provider.origins);

test('finds that no webhook is set, sets it, and finds all well', async () => {
  const account = telegram.with(provider.secret);
  expect(await account.check(webhook, http())).toMatchObject([
    { ok: true, sentence: 'The token is that of @seaway_bot.' },
    { ok: false, sentence: expect.stringContaining('nowhere instead of') },
    {
      ok: false,
      sentence: expect.stringContaining('message, edited_message, callback_query, my_chat_member, message_reaction'),
    },
    { ok: true },
  ]);
  expect(await account.register(webhook, http())).toEqual([`Telegram sends this bot's updates to ${webhook}.`]);
  expect((await account.check(webhook, http())).map(({ ok }) => ok)).toEqual([true, true, true, true]);
});

test('finds a webhook that leads elsewhere, and tells the last error on the way', async () => {
  const account = telegram.with(provider.secret);
  await account.register('https://example.com/other', http());
  await provider.say('7527593', { type: 'text', text: 'hi' });
  const [, address, , delivery] = await account.check(webhook, http());
  expect(address).toMatchObject({
    ok: false,
    sentence: expect.stringContaining('https://example.com/other instead of'),
  });
  expect(delivery).toMatchObject({ sentence: expect.stringContaining('"Wrong response from the webhook: 401"') });
});

test('an error while updates wait is a fault', async () => {
  const info = {
    url: webhook,
    last_error_message: 'Connection refused',
    last_error_date: 1_767_225_600,
    pending_update_count: 3,
  };
  const answers = [{ username: 'seaway_bot' }, info];
  const checked = await telegram.with(provider.secret).check(webhook, async () => ({
    status: 200,
    headers: {},
    body: Buffer.from(JSON.stringify({ ok: true, result: answers.shift() })),
  }));
  expect(checked.at(-1)).toEqual({
    ok: false,
    sentence:
      'The last error on the way to us was "Connection refused" at 2026-01-01T00:00:00.000Z; 3 updates wait: is the stack deployed? If the error is 401, run seaway channel connect again.',
  });
});

test('finds a token that Telegram does not take, and cannot register with it', async () => {
  const account = telegram.with({ ...provider.secret, botToken: '1:x' });
  expect(await account.check(webhook, http())).toMatchObject([
    { ok: false, sentence: expect.stringContaining('@BotFather') },
  ]);
  await expect(account.register(webhook, http())).rejects.toThrow(
    'Telegram refused the webhook with 401: Unauthorized',
  );
});

test('makes up the secret once, and asks for the token alone', () => {
  const { settings } = telegram.with({ botToken: '1:x' });
  expect(settings).toMatchObject({ secretToken: expect.stringMatching(/^[\w-]{43}$/) });
  expect(telegram.with(settings).settings).toEqual(settings);
  expect(telegram.questions.map(({ setting }) => setting)).toEqual(['botToken']);
  expect(() => telegram.with({ botToken: 'x' })).toThrow('botToken');
});
