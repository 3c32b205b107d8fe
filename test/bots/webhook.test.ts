import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ask } from '../../lib/bots/ask.ts';
import { createHttp } from '../../lib/http.ts';
import { webhookSignature } from '../../lib/standard-webhooks.ts';
import { startBot } from '../../local/bot/bot.ts';
import { json, messageOf, startProvider } from './provider.ts';

const config = { kind: 'webhook', settings: { url: 'https://bot.example/ask?shop=1' } };
const secret = { signingSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };

let provider: Awaited<ReturnType<typeof startProvider>>;
beforeAll(async () => {
  provider = await startProvider('https://bot.example');
});
afterAll(() => provider.close());

test('the published vector of Standard Webhooks', () => {
  const signature = webhookSignature(
    secret.signingSecret,
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    '1614265330',
    '{"test": 2432232314}',
  );
  expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('is asked in signed JSON', async () => {
  provider.answers(() => json({ say: 'Until six.' }));
  const customer = { id: 'c1', attributes: { name: 'Ana', vip: true } };
  await provider.ask(config, secret, {
    text: '何時まで? 🙂',
    language: 'ja',
    customer,
    parameters: { topic: 'hours' },
  });
  const { method, url, headers, body } = provider.last();
  expect([method, url, headers['content-type']]).toEqual(['POST', '/ask?shop=1', 'application/json']);
  expect(JSON.parse(body)).toEqual({
    session: 'FN1.4',
    text: '何時まで? 🙂',
    language: 'ja',
    customer,
    parameters: { topic: 'hours' },
  });
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
  expect(id).toBe('a1');
  expect(Math.abs(Number(timestamp) * 1000 - Date.now())).toBeLessThan(5_000);
  expect(signature).toBe(webhookSignature(secret.signingSecret, 'a1', String(timestamp), body));
});

test.each([
  ['one sentence', { say: ' Until six. ' }, { say: ['Until six.'], state: 'continues' }],
  ['several', { say: ['Until six.', 'Anything else?'] }, { say: ['Until six.', 'Anything else?'], state: 'continues' }],
  [
    'a hand-off without a word',
    { state: 'handoff', data: { topic: 'refund' } },
    { say: [], state: 'handoff', data: { topic: 'refund' } },
  ],
  ['an end', { say: 'Bye.', state: 'completed' }, { say: ['Bye.'], state: 'completed' }],
])('may answer %s', async (_, answer, result) => {
  provider.answers(() => json(answer));
  expect(await provider.ask(config, secret)).toEqual(result);
});

test('a state that does not exist is a failure with its path', async () => {
  provider.answers(() => json({ say: 'Hm.', state: 'confused' }));
  expect(await provider.ask(config, secret)).toEqual({
    failure: "the bot's answer has not the documented shape: state (invalid_value)",
  });
});

test.each(['whsec_short', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_!'.padEnd(40, '!')])(
  'the signing secret %s is refused without being repeated',
  async (signingSecret) => {
    const result = await provider.ask(config, { signingSecret });
    expect(result).toEqual({ failure: expect.stringContaining('will not do: signingSecret: must be whsec_') });
    expect(JSON.stringify(result)).not.toContain(signingSecret);
  },
);

describe('the FAQ bot of a laptop', () => {
  const bots = { faq: { kind: 'webhook', settings: { url: 'https://faq.example/ask' } } };
  let bot: Awaited<ReturnType<typeof startBot>>;
  beforeAll(async () => {
    bot = await startBot({ bots });
  });
  afterAll(() => bot.close());
  const asked = (text: string, language: string, key: unknown = bot.secrets.faq) =>
    ask(
      { configured: bots, secretOf: async () => key, credentials: () => undefined, http: createHttp(bot.origins) },
      'faq',
      messageOf({ text, language }),
      5_000,
    );

  test('stands in for a bot behind a webhook', async () => {
    expect(await asked('Wann haben Sie offen?', 'de-CH')).toEqual({
      say: ['Wir sind Montag bis Freitag von 9 bis 18 Uhr da.'],
      state: 'continues',
    });
    expect(await asked('a human, please', 'en')).toEqual({ say: [], state: 'handoff' });
    expect(await asked('谢谢', 'zh')).toMatchObject({ state: 'completed' });
  });

  test('refuses another signature', async () => {
    expect(await asked('hi', 'en', secret)).toEqual({ failure: 'the bot answered 401' });
  });

  test('answers forms as before', async () => {
    const http = createHttp(bot.origins);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = 'text=a+human+please&language=en';
    const answer = await http({ method: 'POST', url: 'https://bot.seaway.example/', headers, body });
    expect(z.object({ answer: z.string(), handoff: z.boolean() }).parse(JSON.parse(answer.body.toString()))).toEqual({
      answer: expect.stringContaining('I do not know that.'),
      handoff: false,
    });
  });
});

test('the bot in docs/bots.md is a whole one', async () => {
  const docs = await readFile(new URL('../../docs/bots.md', import.meta.url), 'utf8');
  const [, source = ''] = /```js\n([\s\S]*?)```/.exec(docs) ?? [];
  const env = { ...process.env, PORT: '0', SIGNING_SECRET: secret.signingSecret };
  const bot = spawn(process.execPath, ['--input-type=module', '--eval', source], { env });
  try {
    const [port] = await once(bot.stdout, 'data');
    const http = createHttp({ 'https://bot.example': `http://127.0.0.1:${Number(port)}` });
    const asked = (text: string, key: unknown) =>
      ask(
        { configured: { own: config }, secretOf: async () => key, credentials: () => undefined, http },
        'own',
        messageOf({ text }),
        5_000,
      );
    expect(await asked('hi', secret)).toEqual({ say: ['Hello there, you said: hi'], state: 'continues' });
    expect(await asked('an agent', secret)).toMatchObject({ say: ['One moment.'], state: 'handoff' });
    const forged = { signingSecret: `whsec_${'A'.repeat(32)}` };
    expect(await asked('hi', forged)).toEqual({ failure: 'the bot answered 401' });
  } finally {
    bot.kill();
  }
});
