import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask, define, say, set, split, widget } from '../flow/build.ts';
import { file, place, seaway } from './terminal.ts';

const greeting = define(
  ask('ask', 'Who are you?', { incomingMessage: 'keep', timeout: 'bye' }),
  set('keep', { name: '{{widgets.ask.inbound.Body}}' }, 'greet'),
  say('greet', 'Hello {{flow.variables.name}}'),
  say('bye', 'Bye'),
);
const examples = join(import.meta.dirname, '../../config/flows/examples');

test('lint tells errors with their places and fails; warnings do not fail', async () => {
  const broken = file('broken.json', define(say('hello', '{{ unclosed')));
  const { code, text } = await seaway(['flow', 'lint', broken]);
  expect(code).toBe(1);
  expect(text).toContain('error  #/states/1/properties/body: Liquid cannot read this');
  const away = file('away.json', define(widget('away', 'run-subflow', { flow_sid: 'FW404' }, { completed: 'away' })));
  const warned = await seaway(['flow', 'lint', away]);
  expect(warned.code).toBe(0);
  expect(warned.text).toContain('warning  #/states/1/properties/flow_sid: "FW404" is not known here');
  const mapped = await seaway(['flow', 'lint', away, '--subflow', 'FW404=any.json', '--json']);
  expect(JSON.stringify(mapped.json())).not.toContain('FW404');
});

test('lint passes over the scripts beside the flows', async () => {
  const path = file('hello.json', greeting);
  const { code, json } = await seaway(['flow', 'lint', path, file('hello.test.json', {}), '--json']);
  expect(code).toBe(0);
  expect(json()).toMatchObject([{ file: path }]);
});

test('import takes an answer of the REST API, a JSON string and a bare definition, and does not replace a file', async () => {
  const bare = place('bare-out.json');
  expect(await seaway(['flow', 'import', file('Front Desk.json', greeting), '--out', bare])).toMatchObject({ code: 0 });
  const definition = JSON.parse(readFileSync(bare, 'utf8'));
  expect(definition.states.map(({ name }: { name: string }) => name)).toEqual([
    'Trigger',
    'ask',
    'keep',
    'greet',
    'bye',
  ]);
  expect(readFileSync(bare, 'utf8')).toContain('\n  "states": [\n');
  const envelope = { sid: 'FW1', friendly_name: 'Front DeskV2', definition: JSON.stringify(greeting) };
  for (const content of [envelope, JSON.stringify(JSON.stringify(envelope))]) {
    const source = file('rest.json', content);
    const again = await seaway(['flow', 'import', source, '--out', bare]);
    expect(again.code).toBe(1);
    expect(again.complaint).toContain('--force');
    const forced = await seaway(['flow', 'import', source, '--out', bare, '--force', '--json']);
    expect(forced.json()).toMatchObject({ name: 'front-desk-v2', errors: [] });
    expect(JSON.parse(readFileSync(bare, 'utf8'))).toEqual(definition);
  }
  expect((await seaway(['flow', 'import', file('none.json', '{"a": 1}')])).complaint).toContain('#/states');
});

test('diff tells what changed by widgets, and nothing where only the canvas did', async () => {
  const was = file('was.json', greeting);
  const moved = {
    ...greeting,
    states: greeting.states.map((state) => ({ ...state, properties: { ...state.properties, offset: { x: 1, y: 2 } } })),
  };
  expect(await seaway(['flow', 'diff', was, file('moved.json', moved)])).toMatchObject({
    code: 0,
    text: 'Nothing changed.',
  });
  const changed = define(
    ask('ask', 'What is your name?', { incomingMessage: 'greet', timeout: 'bye' }),
    say('greet', 'Hello {{flow.variables.name}}'),
    say('bye', 'Bye'),
    say('unused', 'Hm'),
  );
  const { code, text, json } = await seaway(['flow', 'diff', was, file('changed.json', changed)]);
  expect(code).toBe(1);
  expect(text).toBe(
    [
      'keep removed (set-variables)',
      'ask body',
      '  - Who are you?',
      '  + What is your name?',
      'ask transition',
      '  - incomingMessage -> keep',
      'ask transition',
      '  + incomingMessage -> greet',
      'unused added (send-message)',
    ].join('\n'),
  );
  expect(() => json()).toThrow();
  expect((await seaway(['flow', 'diff', was])).code).toBe(2);
});

test('diff sees conditions and the order of matches', async () => {
  const first = define(
    split('which', '{{flow.data.a}}', [
      ['equal_to', '1', 'x'],
      ['equal_to', '2', 'x'],
    ]),
    say('x', 'X'),
  );
  const second = define(
    split('which', '{{flow.data.a}}', [
      ['equal_to', '2', 'x'],
      ['equal_to', '1', 'x'],
    ]),
    say('x', 'X'),
  );
  const { text } = await seaway(['flow', 'diff', file('first.json', first), file('second.json', second)]);
  expect(text).toContain('which order of the transitions');
});

test('draw makes an SVG of every widget and every connected transition, in layers where nothing says where', async () => {
  const { code, text } = await seaway(['flow', 'draw', file('drawn.json', greeting)]);
  expect(code).toBe(0);
  expect(text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+"/);
  for (const name of ['Trigger', 'ask', 'keep', 'greet', 'bye']) expect(text).toContain(`>${name}</text>`);
  expect(text.match(/<path d="M\S+ \S+C/g)).toHaveLength(4);
  const hostile = define({ ...say('x', 'X'), type: '<script>' });
  expect((await seaway(['flow', 'draw', file('hostile.json', hostile)])).text).toContain('&lt;script&gt;');
});

test('draw shows what the scripts covered', async () => {
  const path = file('covered.json', greeting);
  const tests = file('covered.test.json', {
    scripts: [{ name: 'one', steps: [{ customer: 'hi' }, { flow: 'Who are you?' }] }],
  });
  const coverage = await seaway(['flow', 'test', tests, '--json']);
  const { text } = await seaway(['flow', 'draw', path, '--coverage', file('coverage.json', coverage.text)]);
  expect(text.match(/>✓<\/text>/g)).toHaveLength(2);
  expect((await seaway(['flow', 'draw', path, '--coverage', file('no-coverage.json', {})])).complaint).toContain(
    'seaway flow test',
  );
});

test('an example is drawn where its canvas has it', async () => {
  const { text } = await seaway(['flow', 'draw', join(examples, 'banking-ivr.json')]);
  const { x, y } = JSON.parse(readFileSync(join(examples, 'banking-ivr.json'), 'utf8')).states[2].properties.offset;
  expect(text).toContain(`<rect x="${x}" y="${y}" width="230"`);
});
