import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import type { Table } from '../../lib/store/table.ts';
import { readTaskEvent } from '../../lib/tasks/events.ts';
import { startTaskRouter } from '../../local/twilio/taskrouter.ts';
import { startTable, text } from '../conversation/harness.ts';
import { centreOf, clientOf } from '../local/twilio/centre.ts';
import { openReceiver } from '../local/twilio/receiver.ts';
import { phoneDesk } from './flows.ts';
import { openSwitchboard, secret } from './switchboard.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const ann = '+41791234567';
const attributesSchema = z.record(z.string(), z.unknown());

/** A contact centre with one workflow, whose events come to the conversations as the taskrouter function brings them. */
async function openDesk() {
  const taskRouter = await startTaskRouter(secret);
  onTestFinished(() => taskRouter.close());
  const client = clientOf(taskRouter.origin);
  const received = await openReceiver();
  const { sid } = await client.taskrouter.v1.workspaces.create({
    friendlyName: 'Support',
    eventCallbackUrl: received.origin,
  });
  const centre = await centreOf(client, sid);
  const queue = await centre.queue('Everyone');
  const workflow = await centre.workflow({ default_filter: { queue: queue.sid } });
  const board = await openSwitchboard(table, phoneDesk, {
    taskRouter: taskRouter.origin,
    world: (world) => ({ ...world, workflowSid: async () => workflow.sid }),
  });
  return {
    board,
    taskRouter: taskRouter.origin,
    ...centre,
    /** Hands on what TaskRouter has told so far. */
    async tell() {
      await taskRouter.settled();
      for (const { parameters } of received.received.splice(0)) {
        const event = readTaskEvent(parameters, Date.now());
        if (event) await board.bench.hear(event);
      }
    },
  };
}

test('a caller who asks for an agent waits by a task that knows them, and an agent holds the thread', async () => {
  const desk = await openDesk();
  const { board } = desk;
  await board.bench.hear(text(board.bench.thread(ann, 'sms'), 'hi', { proves: [`phone:${ann}`] }));
  const customer = await board.bench.customerOf(board.bench.thread(ann, 'sms'));
  const call = await board.phone.call(ann);
  await call.press('2');
  expect(call.waitsAt).toBe('Enqueue');
  const task = await desk.workspace.tasks(call.taskSid ?? '').fetch();
  expect(attributesSchema.parse(JSON.parse(task.attributes))).toMatchObject({
    call_sid: call.sid,
    thread_key: `voice:${board.bench.account}:%2B41791234567`,
    customer_id: customer?.id,
    channelType: 'voice',
    type: 'inbound',
    department: 'front_desk',
    language: 'en',
    rejected_workers: [],
  });
  expect((await board.bench.state(board.caller(ann)))?.handOff?.state).toBe('asked');
  await desk.worker('mei');
  await desk.tell();
  await desk.answer(task.sid, 'accepted');
  await desk.tell();
  expect((await board.bench.state(board.caller(ann)))?.handOff).toMatchObject({
    sid: task.sid,
    state: 'accepted',
    worker: { name: 'mei' },
  });
  await call.finish({ QueueResult: 'bridged', QueueTime: '3' });
  expect(call.state).toBe('completed');
  await desk.workspace.tasks(task.sid).update({ assignmentStatus: 'completed', reason: 'done' });
  await desk.tell();
  const state = await board.bench.state(board.caller(ann));
  expect([state?.status, state?.owner, state?.handOff]).toEqual(['closed', 'flow', undefined]);
});

test('a first-time caller is one customer with their task', async () => {
  const desk = await openDesk();
  const call = await desk.board.phone.call('+41790000001');
  await call.press('2');
  const task = await desk.workspace.tasks(call.taskSid ?? '').fetch();
  const customer = await desk.board.bench.customerOf(desk.board.caller('+41790000001'));
  expect(attributesSchema.parse(JSON.parse(task.attributes)).customer_id).toBe(customer?.id);
});

test('a caller who hangs up in the queue takes the task back, and nobody is told that nobody was free', async () => {
  const desk = await openDesk();
  const call = await desk.board.phone.call(ann);
  await call.press('2');
  const sid = call.taskSid ?? '';
  await desk.tell();
  await call.hangUp();
  await desk.tell();
  expect(await desk.statusOf(sid)).toBe('canceled');
  const state = await desk.board.bench.state(desk.board.caller(ann));
  expect([state?.status, state?.owner]).toEqual(['closed', 'flow']);
  expect((await desk.board.transcript(ann)).filter((line) => /free/.test(line))).toEqual([]);
});

test('a caller whom an agent knows is offered to them first', async () => {
  const desk = await openDesk();
  const board = await openSwitchboard(table, phoneDesk, {
    taskRouter: desk.taskRouter,
    world: (world) => ({
      ...world,
      workflowSid: desk.board.world.workflowSid,
      knownAgent: async (thread, customerId) => ({
        worker: { sid: `${thread.sender} ${customerId}`, name: 'mei' },
        why: 'last task',
      }),
    }),
  });
  await board.bench.hear(text(board.bench.thread(ann, 'sms'), 'hi', { proves: [`phone:${ann}`] }));
  const customer = await board.bench.customerOf(board.bench.thread(ann, 'sms'));
  const call = await board.phone.call(ann);
  await call.press('2');
  const task = await desk.workspace.tasks(call.taskSid ?? '').fetch();
  expect(attributesSchema.parse(JSON.parse(task.attributes)).known_agent).toBe(`${ann} ${customer?.id}`);
});

test.each([
  ['that is closed', { later: 0, refused: 'Closed.' }],
  ['that opens in an hour, as nobody waits so long on the phone', { later: 3_600 }],
])('a workflow %s: the caller is told first, and the flow goes on by its failed branch', async (_, closed) => {
  const desk = await openDesk();
  const board = await openSwitchboard(table, phoneDesk, {
    taskRouter: desk.taskRouter,
    world: (world) => ({ ...world, admit: ({ workflow }) => ({ workflow, say: { en: 'We are closed.' }, ...closed }) }),
  });
  const call = await board.phone.call(ann);
  await call.press('2');
  expect(call.taskSid).toBeUndefined();
  const heard = call.heard.join('|');
  expect(heard).toContain('We are closed.');
  expect(heard.indexOf('We are closed.')).toBeLessThan(heard.indexOf('Nobody is free right now.'));
  expect(call.waitsAt).toBe('Record');
  expect((await board.bench.state(board.caller(ann)))?.owner).toBe('flow');
});

test('a call outside the hours goes to the workflow that takes it, and the department is known there', async () => {
  const desk = await openDesk();
  const departments: unknown[] = [];
  const board = await openSwitchboard(table, phoneDesk, {
    taskRouter: desk.taskRouter,
    world: (world) => ({
      ...world,
      workflowSid: async (workflow) => (workflow === 'Night' ? desk.board.world.workflowSid('') : workflow),
      admit: ({ department }) => {
        departments.push(department);
        return { workflow: 'Night', later: 0, say: { en: 'The night team answers.' } };
      },
    }),
  });
  const call = await board.phone.call(ann);
  await call.press('2');
  expect(call.heard).toContain('The night team answers.');
  expect(call.waitsAt).toBe('Enqueue');
  expect(call.taskSid).toMatch(/^WT/);
  expect(new Set(departments)).toEqual(new Set(['front_desk']));
});

test('a workflow that TaskRouter does not have leads to voicemail', async () => {
  const desk = await openDesk();
  const board = await openSwitchboard(table, phoneDesk, { taskRouter: desk.taskRouter });
  const call = await board.phone.call(ann);
  await call.press('2');
  expect(call.heard).toContain('Nobody is free right now.');
  expect(call.waitsAt).toBe('Record');
});
