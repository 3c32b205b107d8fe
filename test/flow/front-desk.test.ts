import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deployment } from '../../config/deployment.ts';
import { checkFlow } from '../../lib/flow/check.ts';
import { variablesOf } from '../../lib/flow/run.ts';
import { noon, play, publish } from './build.ts';

const json = readFileSync(new URL('../../config/flows/front-desk.json', import.meta.url), 'utf8');
const flow = publish(json);
const bot = (answer: string, handoff = false) => ({ answer, handoff });

test('can be published in this deployment', () => {
  const { flows, workflows, taskChannels } = deployment;
  const known = {
    flows: Object.keys(flows),
    workflows: Object.keys(workflows),
    taskChannels: Object.keys(taskChannels),
  };
  expect(checkFlow(json, known)).toEqual([]);
});

const languages = [
  {
    code: 'en',
    name: 'Ana',
    askName: 'What may we call you?',
    welcome: 'Nice to meet you, Ana.',
    agent: 'Can I talk to a human',
    connecting: 'connecting you',
    back: 'Welcome back, Ana!',
  },
  {
    code: 'de',
    name: 'Ana',
    askName: 'Wie dürfen wir Sie nennen?',
    welcome: 'Freut uns, Ana.',
    agent: 'Ich will mit einem Menschen sprechen',
    connecting: 'wir verbinden Sie',
    back: 'Willkommen zurück, Ana!',
  },
  {
    code: 'es',
    name: 'Ana',
    askName: '¿Cómo podemos llamarle?',
    welcome: 'Encantados, Ana.',
    agent: 'AGENTE',
    connecting: 'le ponemos en contacto',
    back: '¡Hola de nuevo, Ana!',
  },
  {
    code: 'ja',
    name: '健太',
    askName: 'お名前',
    welcome: '健太様、どのような',
    agent: '担当者と話したいです',
    connecting: '担当者におつなぎします',
    back: '健太様、おかえり',
  },
  {
    code: 'zh',
    name: '小明',
    askName: '該怎麼稱呼您',
    welcome: '小明，您好',
    agent: '我要真人客服',
    connecting: '轉接專人',
    back: '小明，歡迎回來',
  },
];

describe.each(languages)('in $code', ({ code, name, askName, welcome, agent, connecting, back }) => {
  test('a stranger is asked for language and name, answered by the bot, and handed to an agent', () => {
    const customer = play(flow);
    expect(customer.said).toEqual([
      {
        type: 'choices',
        text: expect.stringContaining('Which language'),
        options: ['en', 'de', 'es', 'ja', 'zh'].map((id) => ({ id, text: expect.any(String) })),
      },
    ]);
    customer.reply(code);
    expect(customer.texts).toEqual([expect.stringContaining(askName)]);
    customer.reply(`  ${name} `);
    expect(customer.texts).toEqual([expect.stringContaining(welcome)]);
    customer.reply('1 + 1?');
    expect(customer.call).toMatchObject({ method: 'POST', url: 'https://bot.seaway.example/ask' });
    expect(Object.fromEntries(new URLSearchParams(customer.call?.body))).toEqual({
      text: '1 + 1?',
      language: code,
      thread: 'FN1',
    });
    customer.answered(bot('2'));
    expect(customer.texts).toEqual(['2']);
    customer.reply('42');
    customer.answered(bot('A fine number.'));
    expect(customer.texts).toEqual(['A fine number.']);
    customer.reply(agent);
    expect(customer.texts).toEqual([expect.stringContaining(connecting)]);
    expect(customer.last.effects.at(-1)).toMatchObject({
      type: 'task',
      workflow: 'WW00000000000000000000000000000001',
      taskChannel: 'TC00000000000000000000000000000001',
      attributes: { language: code, name, question: agent },
    });
    expect(variablesOf(customer.last.run)).toMatchObject({ customer_language: code, customer_name: name });
    expect(customer.task('created', { sid: 'WT1' }).ended).toEqual({ reason: 'ended' });
  });

  test('a customer known from another channel is greeted by name and answered at once', () => {
    const customer = play(flow, {
      variables: { customer_language: code, customer_name: name },
      parameters: { Body: 'Where is my parcel?' },
    });
    expect(customer.texts).toEqual([expect.stringContaining(back)]);
    expect(customer.call?.body).toContain('text=Where+is+my+parcel%3F');
  });
});

describe('the language', () => {
  test.each([
    ['1', 'en'],
    ['1.', 'en'],
    ['English please', 'en'],
    ['EN', 'en'],
    ['２', 'de'],
    ['German', 'de'],
    ['deutsch', 'de'],
    ['alemán', 'de'],
    ['Español', 'es'],
    ['spanish', 'es'],
    ['3', 'es'],
    ['日本語', 'ja'],
    ['japanese', 'ja'],
    ['4', 'ja'],
    ['中文', 'zh'],
    ['Chinese', 'zh'],
    ['zh-TW', 'zh'],
    [' 5 ', 'zh'],
  ])('%j is %s', (said, code) => {
    const customer = play(flow);
    customer.reply(said);
    expect(variablesOf(customer.last.run).customer_language).toBe(code);
  });

  test('is asked for three times, then it is English', () => {
    const customer = play(flow);
    customer.reply('klingon');
    expect(customer.texts).toEqual([expect.stringContaining('please choose')]);
    customer.reply('elvish');
    expect(customer.texts).toEqual([expect.stringContaining('please choose')]);
    customer.reply('dothraki');
    expect(customer.texts).toEqual(['Thank you! What may we call you?']);
    expect(variablesOf(customer.last.run).customer_language).toBe('en');
  });
});

describe('a live agent', () => {
  const english = { variables: { customer_language: 'en', customer_name: 'Ana' } };

  test.each([
    'live agent',
    'I want a live agent now',
    'Human',
    'agent',
    'Mensch',
    'Mitarbeiter',
    'Ich möchte einen Mitarbeiter sprechen',
    'agente',
    'persona',
    'quiero hablar con una persona',
    'オペレーター',
    '担当者',
    '真人',
    '客服',
    '人工',
  ])('is what %j asks for', (Body) => {
    const { last, texts } = play(flow, { ...english, parameters: { Body } });
    expect(texts).toEqual(['One moment please, we are connecting you with a live agent.']);
    expect(last.effects.at(-1)?.type).toBe('task');
  });

  test.each(['Do you sell reagents?', '人工智慧是什麼？', '¿Cuántas personas caben?'])(
    'is not what %j asks for',
    (Body) => {
      expect(play(flow, { ...english, parameters: { Body } }).call).toBeDefined();
    },
  );

  test('can be had while the language or the name is asked for', () => {
    const customer = play(flow);
    customer.reply('担当者');
    expect(customer.last.effects.at(-1)).toMatchObject({ type: 'task', attributes: { language: 'en', name: '' } });
    const other = play(flow);
    other.reply('de');
    other.reply('Mitarbeiter');
    expect(other.last.effects.at(-1)).toMatchObject({ type: 'task', attributes: { language: 'de', name: '' } });
    expect(variablesOf(other.last.run)).not.toHaveProperty('customer_name');
  });

  test.each([
    ['the bot says so', { status: 200, contentType: 'application/json', body: JSON.stringify(bot('', true)) }],
    ['the bot fails', { status: 500, contentType: 'text/plain', body: 'oops' }],
    ['the bot is out of reach', { failure: 'no answer' }],
    ['the bot has no answer', { status: 200, contentType: 'application/json', body: '{}' }],
  ])('comes when %s', (_, result) => {
    const customer = play(flow, english);
    customer.called(result);
    expect(customer.texts).toEqual(['One moment please, we are connecting you with a live agent.']);
    expect(customer.last.effects.at(-1)?.type).toBe('task');
  });

  test('that cannot be had is apologised for', () => {
    const customer = play(flow, { ...english, parameters: { Body: 'agent' } });
    customer.task('failed');
    expect(customer.texts).toEqual([expect.stringContaining('cannot reach our agents')]);
    expect(customer.ended).toEqual({ reason: 'ended' });
  });

  test('gets attributes that are JSON whatever the customer writes', () => {
    const name = `"O'Brien"\\`;
    const Body = `agent "\n\\ ${'"'.repeat(400)} live agent`;
    const { last } = play(flow, { variables: { customer_language: 'en', customer_name: name }, parameters: { Body } });
    expect(last.effects.at(-1)).toMatchObject({ type: 'task', attributes: { name } });
  });
});

test('a name is kept to 60 characters', () => {
  const customer = play(flow);
  customer.reply('en');
  customer.reply('N'.repeat(200));
  expect(variablesOf(customer.last.run).customer_name).toBe('N'.repeat(60));
});

test.each(['question', 'name', 'answer'])('silence after the %s ends it quietly', (when) => {
  const customer = play(flow);
  if (when !== 'question') customer.reply('en');
  if (when === 'answer') {
    customer.reply('Ana');
    customer.reply('Hi');
    customer.answered(bot('Hello'));
  }
  const token = customer.last.run.waiting?.token ?? '';
  const { effects, ended } = customer.feed({ type: 'timeout', token, at: noon + 14_400_000 });
  expect({ effects, ended }).toEqual({ effects: [], ended: { reason: 'ended' } });
});
