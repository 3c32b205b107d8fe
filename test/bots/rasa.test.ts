import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, startProvider } from './provider.ts';

const config = { kind: 'rasa', settings: { url: 'https://rasa.example/shop/', handOffText: '/handoff' } };
const secret = { authorization: 'Bearer of good news' };

let provider: Awaited<ReturnType<typeof startProvider>>;
beforeAll(async () => {
  provider = await startProvider('https://rasa.example');
});
afterAll(() => provider.close());

test('is asked on its REST channel', async () => {
  provider.answers(() => json([{ recipient_id: 'FN1.4', text: 'Until six.' }]));
  expect(await provider.ask(config, secret, { language: 'de', parameters: { topic: 'hours' } })).toEqual({
    say: ['Until six.'],
    state: 'continues',
    data: {},
  });
  const { method, url, headers, body } = provider.last();
  expect([method, url, headers.authorization]).toEqual(['POST', '/shop/webhooks/rest/webhook', 'Bearer of good news']);
  expect(JSON.parse(body)).toEqual({
    sender: 'FN1.4',
    message: 'When are you open?',
    metadata: { topic: 'hours', language: 'de' },
  });
});

test.each([
  [
    'buttons and pictures',
    [
      {
        text: 'Which one?',
        buttons: [
          { title: 'Red', payload: '/red' },
          { title: 'Blue', payload: '/blue' },
        ],
      },
      { image: 'https://x.example/a.png' },
    ],
    { say: ['Which one?\n• Red\n• Blue', 'https://x.example/a.png'], state: 'continues', data: {} },
  ],
  [
    'a custom payload that hands over',
    [{ text: 'One moment.' }, { custom: { handoff: true, topic: 'refund' } }],
    { say: ['One moment.'], state: 'handoff', data: { topic: 'refund' } },
  ],
  ['the text that hands over', [{ text: '/handoff' }], { say: [], state: 'handoff', data: {} }],
  ['the end', [{ text: 'Bye.' }, { custom: { completed: true } }], { say: ['Bye.'], state: 'completed', data: {} }],
  ['not a word', [], { failure: 'the bot has nothing to say' }],
])('may answer %s', async (_, answer, result) => {
  provider.answers(() => json(answer));
  expect(await provider.ask(config, secret)).toEqual(result);
});

test('without a text that hands over, no text does', async () => {
  provider.answers(() => json([{ text: 'undefined' }, { image: 'https://x.example/a.png' }]));
  expect(await provider.ask({ ...config, settings: { url: 'https://rasa.example' } }, secret)).toMatchObject({
    say: ['undefined', 'https://x.example/a.png'],
    state: 'continues',
  });
});
