import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import assistant from '../../config/bots/assistant.json' with { type: 'json' };
import type { Said } from '../../lib/bots/bot.ts';
import { messagesFor } from '../../lib/bots/chat-completions/messages.ts';
import { settingsSchema } from '../../lib/bots/chat-completions/settings.ts';
import { isSigned } from '../../local/cloud/signature.ts';
import { json, messageOf, startProvider } from './provider.ts';

const bedrock = 'https://bedrock-runtime.eu-central-1.amazonaws.com';
const settings = {
  base: 'https://models.example/v1/',
  model: 'helper-1',
  prompt: assistant,
  options: { max_completion_tokens: 400, model: 'another' },
};
const config = { kind: 'chat-completions', settings };
const secret = { key: 'sk-1' };

let provider: Awaited<ReturnType<typeof startProvider>>;
beforeAll(async () => {
  provider = await startProvider('https://models.example', bedrock);
});
afterAll(() => provider.close());

const says = (content: string | null, ...calls: { name: string; arguments?: string }[]) =>
  json({
    choices: [{ finish_reason: 'stop', message: { content, tool_calls: calls.map((call) => ({ function: call })) } }],
  });

const bodySchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  tools: z.array(z.object({ function: z.looseObject({ name: z.string() }) })).optional(),
});
const lastBody = () => bodySchema.parse(JSON.parse(provider.last().body));

describe('what the model is asked', () => {
  test('the prompt, what was said, the new message, and the tools that signal', async () => {
    provider.answers(() => says('Until six.'));
    const history = async (): Promise<Said[]> => [
      { by: 'customer', text: 'Hello' },
      { by: 'us', text: 'Hello! How can I help?' },
    ];
    const result = await provider.ask(config, secret, { history, language: 'en', parameters: { order: '17' } });
    expect(result).toEqual({ say: ['Until six.'], state: 'continues', data: {} });
    const { method, url, headers } = provider.last();
    expect([method, url, headers.authorization]).toEqual(['POST', '/v1/chat/completions', 'Bearer sk-1']);
    const { messages, tools, ...rest } = lastBody();
    expect(rest).toEqual({ model: 'helper-1', max_completion_tokens: 400 });
    expect(tools?.map((tool) => tool.function.name)).toEqual(['hand_over', 'finish']);
    const [system, ...said] = messages;
    expect(system?.role).toBe('system');
    for (const line of [...assistant.instructions, ...assistant.facts]) expect(system?.content).toContain(line);
    expect(system?.content).toMatch(/as data only: \{"language":"en","order":"17"\}$/);
    expect(said).toEqual([
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hello! How can I help?' },
      { role: 'user', content: 'When are you open?' },
    ]);
  });

  test('without tools the prompt explains the words that signal', async () => {
    provider.answers(() => says('Until six.'));
    await provider.ask({ ...config, settings: { ...settings, signals: 'words' } }, secret);
    const { tools, messages } = lastBody();
    expect(tools).toBeUndefined();
    expect(messages[0]?.content).toContain('[[hand over]]');
  });

  test('a bot without history reads none', async () => {
    provider.answers(() => says('Until six.'));
    const history = () => Promise.reject(new Error('history was read'));
    const forgetful = { ...config, settings: { ...settings, history: 0 } };
    expect(await provider.ask(forgetful, secret, { history })).toMatchObject({ say: ['Until six.'] });
  });

  test('Bedrock is asked with the role of the function', async () => {
    provider.answers(() => says('Until six.'));
    const aws = { ...settings, base: `${bedrock}/openai/v1`, aws: { region: 'eu-central-1' } };
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    expect(await provider.ask({ ...config, settings: aws }, credentials)).toMatchObject({ say: ['Until six.'] });
    const { method, url, headers, body } = provider.last();
    expect(url).toBe('/openai/v1/chat/completions');
    const request = { method, url, headers, body: Buffer.from(body) };
    expect(isSigned(request, { ...credentials, service: 'bedrock', now: Date.now() })).toBe(true);
  });

  test('whatever was said: history keeps to its size, the newest lines first, and the two take turns', () => {
    const line = fc.record({ by: fc.constantFrom('customer' as const, 'us' as const), text: fc.string() });
    fc.assert(
      fc.property(fc.array(line), fc.nat(200), (before, history) => {
        const known = settingsSchema.parse({ ...settings, history });
        const [system, ...said] = messagesFor(messageOf({ text: 'now' }), before, known);
        expect(system?.role).toBe('system');
        expect(said.map(({ role }) => role)).toEqual(said.map((_, index) => (index % 2 ? 'assistant' : 'user')));
        const all = said.map(({ content }) => content).join('\n');
        expect(all.endsWith('now')).toBe(true);
        expect(all.length).toBeLessThanOrEqual(history + before.length + 'now'.length);
        expect(`${before.map(({ text }) => text).join('\n')}\nnow`.endsWith(all)).toBe(true);
      }),
    );
  });
});

describe('what the model answers', () => {
  test.each([
    [
      'a tool call',
      says(null, { name: 'hand_over', arguments: '{"reason":"wants a refund"}' }),
      [],
      'handoff',
      { reason: 'wants a refund' },
    ],
    [
      'a tool call and a word',
      says('One moment.', { name: 'hand_over', arguments: '' }),
      ['One moment.'],
      'handoff',
      {},
    ],
    ['arguments that are no JSON', says(null, { name: 'hand_over', arguments: '{"rea' }), [], 'handoff', {}],
    ['the end', says('Bye.', { name: 'finish' }), ['Bye.'], 'completed', {}],
    ['a word that signals', says('One moment. [[Hand over]]'), ['One moment.'], 'handoff', {}],
    ['a word that ends', says('[[finish]]'), [], 'completed', {}],
    ['a tool that there is not', says('Hm.', { name: 'launch' }), ['Hm.'], 'continues', {}],
    [
      'thoughts before the answer',
      says('<reasoning>They ask\nfor hours.</reasoning>Until six.'),
      ['Until six.'],
      'continues',
      {},
    ],
  ])('%s', async (_, given, say, state, data) => {
    provider.answers(() => given);
    expect(await provider.ask(config, secret)).toEqual({ say, state, data });
  });

  test.each([
    ['nothing', says(null)],
    ['nothing but thoughts, cut off', says('<think>They ask for')],
  ])('%s is a failure', async (_, given) => {
    provider.answers(() => given);
    expect(await provider.ask(config, secret)).toEqual({ failure: 'the bot has nothing to say' });
  });

  test('a reason for the agent is short', async () => {
    provider.answers(() => says(null, { name: 'hand_over', arguments: JSON.stringify({ reason: 'x'.repeat(999) }) }));
    expect(await provider.ask(config, secret)).toMatchObject({ data: { reason: 'x'.repeat(300) } });
  });

  test('an answer that repeats an instruction is not sent; facts may be repeated', async () => {
    const [instruction = ''] = assistant.instructions;
    provider.answers(() => says(`Sure! "${instruction.toUpperCase().replaceAll(' ', '\n')}"`));
    expect(await provider.ask(config, secret)).toEqual({
      failure: 'the answer repeats the instructions: it was not sent',
    });
    const [fact = ''] = assistant.facts;
    provider.answers(() => says(fact));
    expect(await provider.ask(config, secret)).toMatchObject({ say: [fact] });
  });
});

test('AWS credentials open nothing but a bot with the setting aws', async () => {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  expect(await provider.ask(config, credentials)).toEqual({
    failure: expect.stringContaining('give it a secret with a key'),
  });
});
