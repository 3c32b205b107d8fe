import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerExecutions, type Office } from '../../lib/executions.ts';
import { createHttp } from '../../lib/http.ts';
import { openFlows } from '../../lib/store/flows.ts';
import { openRequests } from '../../lib/store/requests.ts';
import type { Table } from '../../lib/store/table.ts';
import { wakeCall } from '../../lib/voice/wake-call.ts';
import { flow, startTable } from '../conversation/harness.ts';
import { callFlow, phoneDesk, say } from './flows.ts';
import { number, type Options, openSwitchboard, secret } from './switchboard.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const ann = '+41791234567';

async function openOffice(definition: unknown, options: Options = {}) {
  const board = await openSwitchboard(table, definition, options);
  const { account, name } = board.bench;
  let made = 0;
  const office: Office = {
    published: (wanted) => openFlows(table, Date.now).latest(wanted),
    accounts: [{ channel: 'sms', account }],
    numbers: [{ account, number }],
    voice: board.world,
    state: board.bench.state,
    requests: openRequests(table),
    enqueue: (event) => board.world.enqueue([event]),
    newId: () => {
      made += 1;
      return `${account}${'0'.repeat(18)}${made}${'0'.repeat(18)}`.slice(0, 32);
    },
  };
  const at = { flow: name, origin: board.origin };
  return {
    board,
    office,
    start: (body: unknown) => answerExecutions(office, { ...at, execution: undefined, body }),
    look: async (sid: unknown) => answerExecutions(office, { ...at, execution: String(sid), body: undefined }),
  };
}

const news = { news: 'Your card is ready.' };

test('a program has a customer called: they answer and hear the news', async () => {
  const { board, start, look } = await openOffice(phoneDesk);
  const { status, body } = await start({ from: number, to: ann, parameters: news });
  expect(status).toBe(201);
  const [call] = board.phone.calls;
  expect([call?.direction, call?.state, call?.customer]).toEqual(['outbound-api', 'ringing', ann]);
  expect((await look(body.sid)).body.status).toBe('active');
  await call?.answer();
  expect(call?.heard).toEqual(['Hello. Your card is ready.']);
  expect(call?.state).toBe('completed');
  expect((await look(body.sid)).body).toMatchObject({ sid: body.sid, status: 'ended', contact_channel_address: ann });
  expect(await board.transcript(ann)).toContain('flow: Hello. Your card is ready.');
});

test.each(['busy', 'no-answer'] as const)('a customer who is %s gets a text message instead', async (how) => {
  const { board, start } = await openOffice(phoneDesk);
  await start({ from: number, to: ann, parameters: news });
  await board.phone.calls[0]?.decline(how);
  expect(board.bench.sent().map(({ content }) => 'text' in content && content.text)).toEqual([
    'We tried to call you. Your card is ready.',
  ]);
});

test('a call that Twilio refuses, and one of which it never speaks again, go on by their branches', async () => {
  const { board, start } = await openOffice(phoneDesk);
  await start({ from: number, to: 'nonsense', parameters: news });
  expect(board.logged).toContain('Twilio does not place a call');
  expect(board.phone.refusals).toEqual(["21211: Invalid 'To' Phone Number: nonsense"]);

  await start({ from: number, to: ann, parameters: news });
  const timer = [...board.bench.effects.values()].find(
    (effect) => effect.type === 'timer' && effect.thread.sender === ann,
  );
  if (timer?.type !== 'timer') throw new Error('no timer was set');
  await board.bench.hear({ type: 'timeout', id: timer.id, thread: timer.thread, at: timer.at, token: timer.token });
  const wake = [...board.bench.effects.values()].find((effect) => effect.type === 'wake-call');
  if (wake?.type !== 'wake-call') throw new Error('the call is not woken');
  const http = createHttp();
  const { account } = wake.thread;
  await wakeCall(http, secret, { origin: board.origin, account, token: wake.token });
  await wakeCall(http, secret, { origin: board.origin, account, token: wake.token });
  expect(board.bench.sent().map(({ thread }) => thread.sender)).toEqual([ann]);
  await expect(
    wakeCall(http, { authToken: 'of somebody else' }, { origin: board.origin, account, token: wake.token }),
  ).rejects.toThrow('401');
});

test('a caller who was handed to another program is taken back when that takes too long', async () => {
  const board = await openSwitchboard(
    table,
    callFlow([
      {
        name: 'away',
        type: 'add-twiml-redirect',
        properties: { url: '{{trigger.call.Elsewhere}}', method: 'POST', timeout: '60' },
        transitions: [{ event: 'return' }, { event: 'timeout', next: 'late' }, { event: 'fail' }],
      },
      say('late', 'That took too long.'),
    ]),
  );
  // The other program is a second flow, in whose menu the caller stays.
  const other = await openSwitchboard(table, phoneDesk);
  const call = await board.phone.call(ann, { Elsewhere: other.webhook });
  expect(call.waitsAt).toBe('Gather');
  const timer = [...board.bench.effects.values()].find(({ type }) => type === 'timer');
  if (timer?.type !== 'timer') throw new Error('no timer was set');
  await wakeCall(createHttp(), secret, { origin: board.origin, account: board.bench.account, token: timer.token });
  expect(call.heard.at(-1)).toBe('That took too long.');
});

test('a second execution with the same person is refused with 409 and the SID of the first', async () => {
  const { board, start } = await openOffice(phoneDesk);
  const first = await start({ from: number, to: ann });
  const second = await start({ from: number, to: ann });
  expect(second.status).toBe(409);
  expect(second.body).toMatchObject({ code: 20409, details: { conflicting_execution_sid: first.body.sid } });
  const other = '+41791234568';
  const atOnce = await Promise.all([1, 2, 3].map(() => start({ from: number, to: other })));
  expect(atOnce.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  expect(board.phone.calls.filter(({ customer }) => customer === other)).toHaveLength(1);
  await board.phone.calls[0]?.decline('busy');
  expect((await start({ from: number, to: ann })).status).toBe(201);
});

test('a program starts a flow on messages, which knows the person and what it was given', async () => {
  const asks = flow({
    name: 'ask',
    type: 'send-and-wait-for-reply',
    properties: { from: 'x', body: 'Is {{flow.data.day}} fine?', timeout: '600' },
    transitions: [{ event: 'incomingMessage' }, { event: 'timeout' }, { event: 'deliveryFailure' }],
  });
  const [trigger, ...states] = asks.states;
  const definition = {
    ...asks,
    states: [{ ...trigger, transitions: [{ event: 'incomingRequest', next: 'ask' }] }, ...states],
  };
  const { board, start, look } = await openOffice(definition);
  const { account } = board.bench;
  const first = await start({ from: `sms/${account}`, to: ann, parameters: { day: 'Monday' } });
  expect(first.status).toBe(201);
  const [sent] = board.bench.sent();
  expect(sent).toMatchObject({ thread: { channel: 'sms', sender: ann }, content: { text: 'Is Monday fine?' } });
  expect((await look(first.body.sid)).body.status).toBe('active');
  const second = await start({ channel: 'sms', account, to: ann });
  expect([second.status, second.body.details]).toEqual([409, { conflicting_execution_sid: first.body.sid }]);
  const timer = [...board.bench.effects.values()].find(({ type }) => type === 'timer');
  if (timer?.type !== 'timer') throw new Error('no timer was set');
  await board.bench.hear({ type: 'timeout', id: 't', thread: timer.thread, at: Date.now(), token: timer.token });
  expect((await look(first.body.sid)).body.status).toBe('ended');
});

test('what does not fit is refused with what is wrong', async () => {
  const { office, start, look } = await openOffice(phoneDesk);
  expect((await start({ from: '+10000000000', to: ann })).status).toBe(400);
  await expect(start({ from: number })).rejects.toThrow('to');
  await expect(start(undefined)).rejects.toThrow();
  expect((await look('FN0')).status).toBe(404);
  const request = { flow: 'no-such-flow', origin: 'https://x', execution: undefined, body: { from: number, to: ann } };
  expect((await answerExecutions(office, request)).status).toBe(404);
});

test('a flow on messages that wants to call goes on by its branch for a call that failed', async () => {
  const { board, start } = await openOffice(phoneDesk);
  await start({ from: `sms/${board.bench.account}`, to: ann, parameters: news });
  expect(board.bench.sent().map(({ content }) => 'text' in content && content.text)).toEqual([
    'We tried to call you. Your card is ready.',
  ]);
  expect(board.phone.calls).toEqual([]);
});
