import { readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { announcedTable } from '../../cli/table-access.ts';
import type { PublishedFlow } from '../../lib/flow/flow.ts';
import { publishFlow, routeTo } from '../../lib/store/flows.ts';
import { openTable, type Table } from '../../lib/store/table.ts';
import { createTable, startDynamoDb } from '../../local/aws/dynamodb.ts';
import { announce } from '../../local/cloud/announce.ts';
import { type Bench, openBench, text } from '../conversation/harness.ts';
import { ask, define, publish, say, set, split, widget } from '../flow/build.ts';
import { file, place, seaway } from './terminal.ts';

let table: Table;
let endpoint: string;
let stop: () => Promise<void>;
beforeAll(async () => {
  const server = await startDynamoDb();
  [endpoint, stop] = [server.endpoint, server.close];
  await createTable(endpoint, 'Seaway');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  table = openTable(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }), 'Seaway');
  process.env.AWS_ENDPOINT_URL_DYNAMODB = endpoint;
  process.env.AWS_REGION = 'us-east-1';
  process.env.AWS_ACCESS_KEY_ID = 'local';
  process.env.AWS_SECRET_ACCESS_KEY = 'local';
});
afterAll(() => stop());

const flow = (...args: string[]) => seaway(['flow', ...args, '--table', 'Seaway']);

const shop = (more: { greeting?: string; question?: string } = {}) =>
  define(
    ask('ask', more.question ?? 'Which size?', { incomingMessage: 'keep', timeout: 'bye' }),
    set('keep', { size: '{{widgets.ask.inbound.Body}}' }, 'look_up'),
    widget(
      'look_up',
      'make-http-request',
      { method: 'GET', url: 'https://shop.example/stock/{{flow.variables.size}}' },
      { success: 'answer', failed: 'bye' },
    ),
    say('answer', more.greeting ?? 'We have {{widgets.look_up.parsed.count}}.'),
    say('bye', 'Goodbye'),
  );

/** A published shop that two people have talked with: one bought, one fell silent. */
async function talkedWith(): Promise<Bench> {
  const bench = await openBench(table, shop());
  bench.answerCalls(() => ({ status: 200, contentType: 'application/json', body: '{"count": 3}' }));
  const now = Date.now();
  const [ana, bob] = [bench.thread('ana'), bench.thread('bob')];
  await bench.hear({ ...text(ana, 'hello'), at: now - 5_000 });
  await bench.hear({ ...text(ana, '42'), at: now - 4_000 });
  await bench.hear({ ...text(bob, 'hello'), at: now - 3_000 });
  const token = (await bench.state(bob))?.run?.waiting?.token ?? '';
  await bench.hear({ type: 'timeout', id: `timeout ${token}`, thread: bob, at: now - 2_000, token });
  return bench;
}

async function recorded(bench: Bench): Promise<string> {
  const out = place(`${bench.name}.recording.json`);
  const { code, json } = await flow('record', '--flow', bench.name, '--since', '1h', '--out', out, '--json');
  expect(code).toBe(0);
  expect(json()).toEqual({ file: out, executions: 2, flows: [`${bench.name}@1`] });
  return out;
}

async function replayed(bench: Bench, definition: object) {
  const changed = file(`${bench.name}.json`, definition);
  return seaway(['flow', 'replay', await recorded(bench), '--flow', changed]);
}

test('replayed on the same flow, every conversation goes the same', async () => {
  const { code, text: said } = await replayed(await talkedWith(), shop());
  expect(said).toBe('0 would go differently, 0 say the same by another way, 2 go the same.');
  expect(code).toBe(0);
});

test('other words are told with what was said and would be said, and where', async () => {
  const { code, text: said } = await replayed(
    await talkedWith(),
    shop({ greeting: 'There are {{widgets.look_up.parsed.count}}.' }),
  );
  expect(code).toBe(1);
  expect(said).toContain('goes differently, in turn 2');
  expect(said).toContain('says: We have 3.');
  expect(said).toContain('says: There are 3.');
  expect(said).toContain('1 would go differently, 0 say the same by another way, 1 go the same.');
});

test('another way with the same words is told apart from other words, timers included', async () => {
  const { states, ...rest } = shop();
  const [trigger, ...others] = states;
  const detour = {
    ...rest,
    states: [
      { ...trigger, transitions: [{ event: 'incomingMessage', next: 'know' }] },
      split('know', '{{flow.data.x}}', [], 'ask'),
      ...others,
    ],
  };
  const { code, text: said } = await replayed(await talkedWith(), detour);
  expect(code).toBe(0);
  expect(said).toContain('was   Trigger --incomingMessage--> ask');
  expect(said).toContain('now   Trigger --incomingMessage--> know');
  expect(said).toContain('0 would go differently, 2 say the same by another way, 0 go the same.');
});

test('an address that was not called then is told, as nobody knows its answer', async () => {
  const elsewhere = JSON.parse(JSON.stringify(shop()).replaceAll('shop.example/stock', 'shop.example/v2/stock'));
  const { code, text: said } = await replayed(await talkedWith(), elsewhere);
  expect(code).toBe(1);
  expect(said).toContain('asks what was not asked then: GET https://shop.example/v2/stock/42');
});

test('a recording of another flow, or no recording, is refused', async () => {
  const other = file('other.json', shop());
  const recording = await recorded(await talkedWith());
  expect((await seaway(['flow', 'replay', recording, '--flow', other])).complaint).toContain('--name');
  expect((await seaway(['flow', 'replay', other, '--flow', other])).complaint).toContain('no recording');
  expect((await flow('record', '--out', other, '--since', 'yesterday')).code).toBe(2);
});

test('a trace shows the turns, the steps and what changed in the variables, and can be drawn', async () => {
  const bench = await talkedWith();
  const { executions } = JSON.parse(readFileSync(await recorded(bench), 'utf8'));
  const { execution } = executions[0];
  const { text: said } = await flow('trace', execution);
  expect(said).toContain(`${execution} of ${bench.name}@1`);
  expect(said).toContain('incomingMessage "hello"');
  expect(said).toContain('message "42", called: 200');
  expect(said).toContain('    look_up (make-http-request) --success--> answer');
  expect(said).toContain('    keep (set-variables) --next--> look_up\n        flow.variables.size = 42\n    look_up');
  const trace = file('trace.json', (await flow('trace', execution, '--json')).text);
  const picture = await seaway(['flow', 'draw', file('shop.json', shop()), '--trace', trace]);
  expect(picture.text).toContain('>5</text>');
  expect((await flow('trace', 'FN0')).complaint).toContain('no execution FN0');
});

test('publish lets a flow answer as its next revision; rollback brings an earlier one back as a new one', async () => {
  const path = file('kiosk.json', shop());
  expect((await flow('publish', path)).text).toBe('kiosk: revision 1 answers now.');
  expect((await flow('publish', path)).text).toBe('kiosk: revision 1 answers now.');
  file('kiosk.json', shop({ question: 'Which colour?' }));
  expect((await flow('publish', path, '--json')).json()).toEqual({ name: 'kiosk', revision: 2 });
  expect((await flow('diff', 'kiosk@1', 'kiosk@published')).text).toBe('ask body\n  - Which size?\n  + Which colour?');
  const back = await flow('rollback', 'kiosk', '--json');
  expect(back.json()).toEqual({ name: 'kiosk', from: 2, to: 1, revision: 3 });
  expect((await flow('diff', 'kiosk@1', 'kiosk@published')).text).toBe('Nothing changed.');
  file('kiosk.json', shop({ question: 'Which shape?' }));
  expect((await flow('publish', path)).text).toBe('kiosk: revision 4 answers now.');
  expect((await flow('rollback', 'kiosk', '2')).text).toContain('revision 5 answers now, with what revision 2 held');
  expect((await flow('rollback', 'kiosk', '5')).code).toBe(2);
  expect((await flow('rollback', 'nobody')).complaint).toContain('no flow "nobody" is published');
});

test('a broken flow is refused at publish, and so is one whose subflow is broken; the running one stays', async () => {
  const path = file('stall.json', shop());
  await flow('publish', path);
  file('stall.json', define(say('hello', '{{ unclosed')));
  const { code, text: said } = await flow('publish', path);
  expect(code).toBe(1);
  expect(said).toContain('nothing was published');
  expect(said).toContain('#/states/1/properties/body');
  file('stall.json', define(widget('sub', 'run-subflow', { flow_sid: 'FW7' }, { completed: 'sub' })));
  const broken = file('sub.json', define(say('hello', '{{ unclosed')));
  expect((await flow('publish', path, '--subflow', `FW7=${broken}`)).text).toContain('sub: nothing was published');
  expect((await flow('publish', path)).text).toContain('"FW7" is not known here');
  expect((await flow('diff', 'stall@1', 'stall@published')).text).toBe('Nothing changed.');
});

test('a flow published with its subflow answers with it', async () => {
  const sub = file('subtle.json', define(say('hello', 'From below')));
  const path = file('above.json', define(widget('sub', 'run-subflow', { flow_sid: 'FW8' }, {})));
  expect((await flow('publish', path, '--subflow', `FW8=${sub}`)).code).toBe(0);
  await routeTo(table, 'line', 'above', 'above');
  const bench = await openBench(table, shop());
  const thread = { channel: 'line', account: 'above', sender: 'eve' };
  await bench.hear(text(thread, 'hello'));
  expect(bench.sent().map(({ content }) => content)).toEqual([{ type: 'text', text: 'From below' }]);
});

test('a Seaway on this machine says where its table is, as long as it runs', async () => {
  const path = place('endpoints.json');
  const resource = { Type: 'AWS::DynamoDB::GlobalTable', Properties: {}, id: 'Seaway' };
  const template = { folder: '', resources: new Map([['Seaway', resource]]), outputs: {} };
  const { close } = await announce(
    path,
    { dynamodb: endpoint, secretsManager: '', origin: '', origins: {} },
    template,
    { ref: (id) => id, attribute: () => undefined },
  );
  const local = await announcedTable(path);
  const { revision: _, ...plain }: PublishedFlow = publish(shop());
  expect(await publishFlow(local, plain, 0)).toBe(1);
  await close();
  await expect(announcedTable(path)).rejects.toThrow('npm start');
});

test('without a table the operator reads how to name one', async () => {
  expect((await seaway(['flow', 'trace', 'FN1'])).complaint).toContain('--local');
});
