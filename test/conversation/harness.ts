import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { BotMessage } from '../../lib/bots/bot.ts';
import type { World } from '../../lib/conversation/world.ts';
import { converse } from '../../lib/conversation.ts';
import type { Effect } from '../../lib/effect.ts';
import type { BotResult, CallResult, FlowEffect } from '../../lib/flow/event.ts';
import { readFlow } from '../../lib/flow/flow.ts';
import type { Thread, ThreadEvent } from '../../lib/message.ts';
import { openCustomers } from '../../lib/store/customers.ts';
import { publishFlow, routeTo } from '../../lib/store/flows.ts';
import { openStore } from '../../lib/store/store.ts';
import { openTable, type Table } from '../../lib/store/table.ts';
import { findThread } from '../../lib/store/threads.ts';
import { openTranscript } from '../../lib/store/transcript.ts';
import { createTable, startDynamoDb } from '../../local/aws/dynamodb.ts';

/** A DynamoDB-compatible server of its own, for the tests of one file. */
export async function startTable(): Promise<{ table: Table; close(): Promise<void> }> {
  const { endpoint, close } = await startDynamoDb();
  await createTable(endpoint, 'Seaway');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { table: openTable(new DynamoDBClient({ endpoint, region: 'local', credentials }), 'Seaway'), close };
}

export type Bench = Awaited<ReturnType<typeof openBench>>;

/** Conversations on a real table: what they enqueue is kept by id, as a FIFO queue would, and HTTP and bots are answered by the test. */
export async function openBench(
  table: Table,
  definition: unknown,
  channels: string[] = ['line', 'sms', 'telegram'],
  routing: Partial<World['routing']> = {},
) {
  const name = `flow-${randomBytes(6).toString('hex')}`;
  await publishFlow(table, { name, sid: name, definition: readFlow(definition), subflows: {} }, 0);
  const account = randomBytes(6).toString('hex');
  for (const channel of channels) await routeTo(table, channel, account, name);
  const effects = new Map<string, Effect>();
  const calls: Extract<FlowEffect, { type: 'call' }>[] = [];
  const logged: string[] = [];
  let answer: (call: Extract<FlowEffect, { type: 'call' }>) => CallResult = () => ({ failure: 'nobody answers' });
  const asked: (BotMessage & { bot: string })[] = [];
  let botAnswer: (message: BotMessage) => BotResult | Promise<BotResult> = () => ({ failure: 'no bot answers' });

  const openWorld = (): World => ({
    store: openStore(table, Date.now),
    enqueue: async (added) => {
      for (const effect of added) if (!effects.has(effect.id)) effects.set(effect.id, effect);
    },
    call: async (call) => {
      calls.push(call);
      return answer(call);
    },
    bot: async (bot, message) => {
      asked.push({ bot, ...message });
      return botAnswer(message);
    },
    texts: { fallback: { en: 'Sorry.' }, apology: { en: 'It takes longer.' }, nobody: { en: 'Nobody is free.' } },
    routing: { admit: ({ workflow }) => ({ workflow, later: 0 }), patience: () => undefined, ...routing },
    newId: () => randomBytes(16).toString('hex'),
    log: (sentence) => {
      logged.push(sentence);
    },
  });

  const thread = (sender: string, channel = 'line'): Thread => ({ channel, account, sender });
  return {
    account,
    name,
    effects,
    calls,
    asked,
    logged,
    thread,
    openWorld,
    answerCalls(how: typeof answer) {
      answer = how;
    },
    answerBots(how: typeof botAnswer) {
      botAnswer = how;
    },
    hear: (event: ThreadEvent, world = openWorld()) => converse(world, event),
    sent: () => [...effects.values()].flatMap((effect) => (effect.type === 'send' ? [effect] : [])),
    state: (of: Thread) => findThread(table, of),
    lines: (of: Thread) => openTranscript(table).page(of, 100),
    customerOf: async (of: Thread) => {
      const state = await findThread(table, of);
      return state && openCustomers(table).root(state.customerId);
    },
  };
}

let counter = 0;

/** A text message as a channel would report it; `more` says what it proves, or gives it an id of its own. */
export const text = (thread: Thread, said: string, more: Partial<ThreadEvent> = {}): ThreadEvent => {
  counter += 1;
  return {
    type: 'message',
    id: `event ${counter}`,
    thread,
    at: 1_700_000_000_000 + counter * 1000,
    messageId: `message ${counter}`,
    content: { type: 'text', text: said },
    ...pick(more),
  };
};

const pick = ({ id, proves, replyWith, profile }: Partial<ThreadEvent>) => ({
  ...(id !== undefined && { id }),
  ...(proves && { proves }),
  ...(replyWith && { replyWith }),
  ...(profile && { profile }),
});

type State = { name: string; type: string; properties?: object; transitions?: object[] };

/** A flow in Studio's format with as little around it as possible; the first state is where messages come in. */
export const flow = (...states: State[]) => ({
  states: [
    {
      name: 'Trigger',
      type: 'trigger',
      properties: {},
      transitions: [{ event: 'incomingMessage', next: states[0]?.name }],
    },
    ...states.map(({ properties = {}, transitions = [], ...state }) => ({ ...state, properties, transitions })),
  ],
  initial_state: 'Trigger',
  flags: { allow_concurrent_calls: true },
});
