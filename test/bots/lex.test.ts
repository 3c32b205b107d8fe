import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidOf } from '../../lib/thread.ts';
import { isSigned } from '../../local/cloud/signature.ts';
import { json, startProvider } from './provider.ts';

const settings = {
  region: 'eu-west-1',
  botId: 'ABCDEFGHIJ',
  botAliasId: 'TSTALIASID',
  locale: 'en_GB',
  locales: { de: 'de_DE', 'de-AT': 'de_AT' },
  handOffIntents: ['HandOff', 'FallbackIntent'],
};
const config = { kind: 'lex', settings };
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };

let provider: Awaited<ReturnType<typeof startProvider>>;
beforeAll(async () => {
  provider = await startProvider('https://runtime-v2-lex.eu-west-1.amazonaws.com');
});
afterAll(() => provider.close());

const plain = (content: string) => ({ content, contentType: 'PlainText' });
const answer = (name: string, state: string, dialogue: string, messages: unknown[] = [plain('Until six.')]) =>
  json({ messages, sessionState: { dialogAction: { type: dialogue }, intent: { name, state, slots: {} } } });

test.each([
  [undefined, 'en_GB'],
  ['fr', 'en_GB'],
  ['de', 'de_DE'],
  ['de-CH', 'de_DE'],
  ['de-AT', 'de_AT'],
])('in %s the locale %s is asked, signed by the role', async (language, locale) => {
  provider.answers(() => answer('Hours', 'InProgress', 'ElicitSlot'));
  await provider.ask(config, credentials, { language, text: 'x'.repeat(2_000), parameters: { topic: 'hours' } });
  const { method, url, headers, body } = provider.last();
  expect(url).toBe(`/bots/ABCDEFGHIJ/botAliases/TSTALIASID/botLocales/${locale}/sessions/${uuidOf('FN1.4')}/text`);
  expect(JSON.parse(body)).toEqual({ text: 'x'.repeat(1_024), requestAttributes: { topic: 'hours' } });
  expect(headers).toMatchObject({
    host: 'runtime-v2-lex.eu-west-1.amazonaws.com',
    'content-type': 'application/json',
    'x-amz-security-token': 'token',
  });
  const request = { method, url, headers, body: Buffer.from(body) };
  expect(isSigned(request, { ...credentials, service: 'lex', now: Date.now() })).toBe(true);
});

test.each([
  ['a question', answer('Order', 'InProgress', 'ElicitSlot'), 'continues'],
  ['a fulfilled intent', answer('Order', 'Fulfilled', 'Close'), 'completed'],
  ['a failed intent', answer('Order', 'Failed', 'Close'), 'completed'],
  ['a fulfilled intent after which it goes on', answer('Order', 'Fulfilled', 'ElicitIntent'), 'continues'],
  ['an intent that hands over', answer('HandOff', 'InProgress', 'ElicitSlot'), 'handoff'],
  ['what it did not understand', answer('FallbackIntent', 'Failed', 'Close'), 'handoff'],
])('%s: the bot %#', async (_, given, state) => {
  provider.answers(() => given);
  expect(await provider.ask(config, credentials)).toMatchObject({ say: ['Until six.'], state });
});

test('gives the flow the intent, its slots and what the session holds', async () => {
  provider.answers(() =>
    json({
      messages: [plain('Done.')],
      sessionState: {
        dialogAction: { type: 'Close' },
        intent: {
          name: 'Order',
          state: 'Fulfilled',
          slots: { size: { value: { originalValue: 'big', interpretedValue: 'L' } }, colour: null },
        },
        sessionAttributes: { order: '17' },
      },
    }),
  );
  expect(await provider.ask(config, credentials)).toMatchObject({
    data: { intent: 'Order', intentState: 'Fulfilled', slots: { size: 'L' }, sessionAttributes: { order: '17' } },
  });
});

test('cards are told in lines; speech markup and custom payloads are left out', async () => {
  const imageResponseCard = {
    title: 'Which one?',
    buttons: [
      { text: 'Red', value: 'r' },
      { text: 'Blue', value: 'b' },
    ],
  };
  provider.answers(() =>
    answer('Order', 'InProgress', 'ElicitSlot', [
      { contentType: 'SSML', content: '<speak>Hi</speak>' },
      { contentType: 'CustomPayload', content: '{}' },
      { contentType: 'ImageResponseCard', imageResponseCard },
    ]),
  );
  expect(await provider.ask(config, credentials)).toMatchObject({ say: ['Which one?\n• Red\n• Blue'] });
});

test('a refusal of AWS is a failure with its name', async () => {
  provider.answers(() => ({
    status: 403,
    headers: { 'x-amzn-errortype': 'AccessDeniedException:http://internal.amazon.com/' },
    body: '{"message":"..."}',
  }));
  expect(await provider.ask(config, credentials)).toEqual({ failure: 'the bot answered 403 AccessDeniedException' });
});
