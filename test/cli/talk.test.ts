import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask, define, say, widget } from '../flow/build.ts';
import { file, seaway } from './terminal.ts';

const examples = join(import.meta.dirname, '../../config/flows/examples');
const run = (name: string, typed: string[], ...more: string[]) =>
  seaway(['flow', 'run', join(examples, `${name}.json`), ...more], typed);

test('a customer writes, presses a button and is handed over', async () => {
  const { code, text } = await run('language-choice', ['hola', '/press es', '/variables', '/agent']);
  expect(code).toBe(0);
  expect(text).toContain('    known --noMatch--> ask_language');
  expect(text).toContain('¿Qué idioma? [English | Deutsch | Español]');
  expect(text).toContain('waits 600 s for an answer');
  expect(text).toContain('< Buenos días');
  expect(text).toContain('hand-off to WW00000000000000000000000000000001: {"language":"es"}');
  expect(text).toContain('"customer_language": "es"');
  expect(text).toContain('agent --callComplete--> Ended');
});

test('what was said can be given instead of typed, and the whole be had as JSON', async () => {
  const { json } = await run('satisfaction-survey', [], '--say', 'hi', '--say', '/timeout', '--json');
  expect(json()).toMatchObject({ ended: { reason: 'ended' }, variables: {} });
});

test('on the phone digits are keys, words are speech and an empty line is silence', async () => {
  const { text } = await run(
    'banking-ivr',
    ['', 'the weather', '3', '/callback RecordingUrl=https://x.example/RE1'],
    '--trigger',
    'incomingCall',
  );
  expect(text).toContain('main_menu --timeout--> count_attempt');
  expect(text).toContain('main_menu --speech--> which_words');
  expect(text).toContain('main_menu --keypress--> which_key');
  expect(text).toContain('record --recordingComplete--> store');
});

test('web addresses are not called unless told: the flow takes its failed branch and the operator reads why', async () => {
  const { text } = await run('order-status', ['hi', '123456']);
  expect(text).toContain('no stub answers: give --http FILE, or --live');
  expect(text).toContain('look_up --failed--> which_failure');
  const stubs = file('stubs.json', { http: [{ url: 'https://shop.example/*', json: { status: 'delivered' } }] });
  expect((await run('order-status', ['hi', '123456'], '--http', stubs)).text).toContain('Your order was delivered');
});

test('what makes no sense now is said, and nothing happens', async () => {
  const { complaint } = await run('order-status', ['/timeout', 'hi', '/press x', '/agent', '/nonsense', '/hangup']);
  expect(complaint).toContain('the flow has not begun');
  expect(complaint).toContain('the flow waits at "ask_number" for a reply');
  expect(complaint).toContain('/undelivered');
});

test('a flow that breaks down is exit code 1', async () => {
  const path = file('loop.json', define(say('loop', 'Again', { sent: 'loop' })));
  const { code, text } = await seaway(['flow', 'run', path, '--say', 'hi']);
  expect(code).toBe(1);
  expect(text).toContain('the flow breaks down');
  expect((await seaway(['flow', 'run', path, '--trigger', 'none'])).code).toBe(2);
});

const menu = define(
  ask('menu', 'Tea or coffee?', { incomingMessage: 'fetch', timeout: 'bye' }),
  widget(
    'fetch',
    'make-http-request',
    { method: 'GET', url: 'https://bar.example/{{widgets.menu.inbound.Body}}' },
    { success: 'serve', failed: 'bye' },
  ),
  say('serve', 'Here you are: {{widgets.fetch.parsed.cup}}'),
  say('bye', 'Goodbye'),
);
const flowFile = file('menu.json', menu);
const script = (name: string, steps: object[], more = {}) => {
  const path = file(`${name}.test.json`, { flow: 'menu.json', scripts: [{ name, steps, ...more }] });
  return seaway(['flow', 'test', path]);
};

test('scripts that hold are told with what they covered', async () => {
  const stubs = { http: [{ url: 'https://bar.example/tea', json: { cup: 'a cup of tea' } }] };
  const steps = [
    { customer: 'hi' },
    { flow: { contains: 'coffee' } },
    { customer: 'tea' },
    { flow: 'Here you are: a cup of tea' },
    { ends: true },
  ];
  const { code, text } = await script('tea', steps, stubs);
  expect(code).toBe(0);
  expect(text).toContain('✓ tea');
  expect(text).toMatch(/widgets 4 of 5 \(80 %\), transitions \d+ of \d+/);
  expect(text).toContain('menu --timeout--> bye');
});

test.each([
  [{ flow: 'Tea or cocoa?' }, 'expected: Tea or cocoa?\n      but said: Tea or coffee?\n                         ^'],
  [{ flow: { matches: '^Coffee' } }, 'expected something like: ^Coffee'],
  [{ flow: { options: ['Tea'] } }, 'expected the buttons: Tea'],
  [{ handOff: {} }, 'did not hand over to an agent: the flow waits at "menu" for a reply'],
  [{ ends: true }, 'expected the end, but the flow waits at "menu"'],
  [{ customer: 'tea' }, 'the flow also said: Tea or coffee?'],
  [{ variables: { cups: 2 } }, 'expected the variable cups: 2'],
  [{ waits: 'fetch' }, 'expected the flow to wait at "fetch"'],
  [{ digits: '1' }, 'the flow also said'],
])('a flow that does otherwise than %j is told apart', async (step, expected) => {
  const { code, text } = await script('differs', [{ customer: 'hi' }, step]);
  expect(code).toBe(1);
  expect(text).toContain('✗ differs\n    step 2: ');
  expect(text).toContain(expected);
});

test('an address without a stub stops the script', async () => {
  const { text } = await script('unstubbed', [{ customer: 'hi' }, { flow: { contains: 'Tea' } }, { customer: 'milk' }]);
  expect(text).toContain('the flow calls GET https://bar.example/milk');
  expect(text).toContain('no stub in "http" answers');
});

test('a script that is none is refused with the place of every fault', async () => {
  const path = file('wrong.test.json', {
    flow: 'menu.json',
    scripts: [{ name: 'a', steps: [{ say: 'hi' }, { at: 'noon' }, {}] }],
  });
  const { code, complaint } = await seaway(['flow', 'test', path]);
  expect(code).toBe(1);
  expect(complaint).toContain('#/scripts/0/steps/0: must have exactly one of customer, press');
  expect(complaint).toContain('#/scripts/0/steps/1/at');
  expect(complaint).toContain('#/scripts/0/steps/2: must have exactly one');
});

test('scripts may be YAML', async () => {
  const path = file(
    'menu.test.yaml',
    `scripts:
  - name: silence
    steps:
      - customer: hi
      - flow: Tea or coffee?
      - timeout: true
      - flow: Goodbye
`,
  );
  expect(await seaway(['flow', 'test', path])).toMatchObject({ code: 0 });
  expect(flowFile).toContain('menu.json');
});
