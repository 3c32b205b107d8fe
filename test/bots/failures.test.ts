import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../lib/bots/ask.ts';
import { json, messageOf, startProvider } from './provider.ts';

const origin = 'https://bot.example';
let provider: Awaited<ReturnType<typeof startProvider>>;
beforeAll(async () => {
  provider = await startProvider(origin, 'https://runtime-v2-lex.eu-west-1.amazonaws.com');
});
afterAll(() => provider.close());

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const prompt = { instructions: ['Be kind.'] };

/** Every kind, asked at the same server. */
const bots = [
  {
    kind: 'webhook',
    settings: { url: `${origin}/ask` },
    secret: { signingSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
  },
  {
    kind: 'lex',
    settings: {
      region: 'eu-west-1',
      botId: 'ABCDEFGHIJ',
      botAliasId: 'TSTALIASID',
      locale: 'en_GB',
      handOffIntents: ['HandOff'],
    },
    secret: credentials,
  },
  { kind: 'rasa', settings: { url: origin }, secret: { authorization: 'Bearer x' } },
  {
    kind: 'chat-completions',
    settings: { base: origin, model: 'm', prompt },
    secret: { key: 'k' },
  },
  {
    kind: 'chat-completions',
    settings: { base: origin, model: 'm', prompt, aws: { region: 'eu-central-1' } },
    secret: credentials,
  },
];

describe.each(bots)('$kind', ({ secret, ...config }) => {
  const tell = 'my card is 4111';

  test.each([
    ['an error of its own', { status: 500, body: tell }, 'the bot answered 500'],
    ['a refusal', { status: 403, body: tell }, 'the bot answered 403'],
    ['a redirect', { status: 302, headers: { location: origin }, body: '' }, 'the bot answered 302'],
    ['another kind of text', { body: tell }, "the bot's answer is not JSON"],
    ['another shape', json(tell), "the bot's answer has not the documented shape: the answer \\(invalid_type\\)"],
    ['far too much', { body: `"${'x'.repeat(70_000)}"` }, /larger than 65536 bytes/],
  ])('%s is a failure that quotes nobody', async (_, answer, failure) => {
    provider.answers(() => answer);
    const result = await provider.ask(config, secret, { text: tell });
    expect(result).toEqual({ failure: expect.stringMatching(failure) });
    expect(JSON.stringify(result)).not.toContain('4111');
  });

  test('silence is a failure once patience is at an end', async () => {
    provider.answers(() => 'silence');
    expect(await provider.ask(config, secret, {}, 50)).toEqual({ failure: expect.stringMatching(/answer/) });
  });

  test.each([
    ['a secret that is not filled in', config, {}, /^the secret of the bot "helper" will not do: /],
    [
      'settings that do not fit',
      { ...config, settings: {} },
      secret,
      /^the settings of the bot "helper" will not do: \w+: /,
    ],
    ['an unknown kind', { ...config, kind: 'oracle' }, secret, /there is no kind of bot "oracle"/],
  ])('%s is a failure that says what to do', async (_, wrong, key, failure) => {
    expect(await provider.ask(wrong, key)).toEqual({ failure: expect.stringMatching(failure) });
  });
});

const [webhook = { kind: '', settings: {}, secret: {} }] = bots;

test.each([
  ['no word and no end', { say: ['', ' '] }, 'the bot has nothing to say'],
  ['a flood', { say: Array.from({ length: 11 }, () => 'spam') }, 'the bot says 11 messages at once: 10 are allowed'],
])('%s is a failure: neither silence nor a flood reaches the customer', async (_, answer, failure) => {
  provider.answers(() => json(answer));
  expect(await provider.ask(webhook, webhook.secret)).toEqual({ failure });
});

test('a bot that nobody configured, and a secret store that is away, are failures too', async () => {
  const { http } = provider;
  const away = () => Promise.reject(new Error('the secret could not be read'));
  const bots = { configured: { faq: webhook }, secretOf: away, credentials: () => ({}), http };
  expect(await ask(bots, 'fax', messageOf({}), 1_000)).toEqual({
    failure: 'there is no bot "fax": config/deployment.ts has faq',
  });
  expect(await ask(bots, 'faq', messageOf({}), 1_000)).toEqual({ failure: 'the secret could not be read' });
});

test('a secret store that never answers does not outlast the patience', async () => {
  const bots = {
    configured: { faq: webhook },
    secretOf: () => new Promise(() => {}),
    credentials: () => ({}),
    http: provider.http,
  };
  expect(await ask(bots, 'faq', messageOf({}), 30)).toEqual({ failure: 'the bot did not answer within 30 ms' });
});

test('nobody listening is a failure', async () => {
  const gone = await startProvider(origin);
  await gone.close();
  expect(await gone.ask(webhook, webhook.secret)).toEqual({ failure: expect.stringMatching(/^no answer from /) });
});
