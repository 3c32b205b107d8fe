import type { Media } from './aws/media.ts';
import type { Connection } from './channels/channel.ts';
import type { Line, ThreadState } from './conversation/state.ts';
import { keepMedia, type Settled } from './delivery/keep-media.ts';
import { linked } from './delivery/linked.ts';
import { lateness } from './delivery/window.ts';
import type { Effect } from './effect.ts';
import { Permanent, reasonOf, Transient } from './errors.ts';
import type { Http } from './http.ts';
import type { KnownAgent } from './identity/known-agent.ts';
import type { Rules } from './media/inspect.ts';
import type { Signal, Thread, ThreadEvent } from './message.ts';
import { taskAttributes } from './tasks/attributes.ts';
import type { Tasks } from './tasks/tasks.ts';

/** What carrying out effects needs of the outside world. */
export type Carrier = {
  connect(thread: Thread): Promise<Connection>;
  http: Http;
  tasks(): Promise<Pick<Tasks, 'create' | 'find' | 'cancel' | 'exclude'>>;
  /** The workflow and task channel that a flow's SIDs stand for. */
  workflowSid(workflow: string): Promise<string>;
  taskChannel(taskChannel: string): string;
  /** The agent whom this customer's task is offered first. */
  knownAgent(thread: Thread, customerId: string): Promise<KnownAgent | undefined>;
  transcript: {
    line(thread: Thread, sk: string): Promise<Line | undefined>;
    /** Gives the receipt that was faster than this, if one was. */
    sent(
      thread: Thread,
      sk: string,
      providerId: string | undefined,
      at: number,
    ): Promise<Extract<ThreadEvent, { type: 'receipt' }> | undefined>;
    settleFile(thread: Thread, sk: string, url: string, file: Settled): Promise<void>;
  };
  media: Pick<Media, 'put' | 'get' | 'link'>;
  mediaRules: Rules;
  /** Adds one to a counter. */
  count(name: string, dimensions: Record<string, string>): void;
  /** The other threads of the same customer on which a message can be sent, newest first. */
  otherThreads(thread: Thread): Promise<Thread[]>;
  /** Milliseconds until this message may go out, where its account may send only so many a second. */
  wait(thread: Thread, id: string, rate: number | undefined, again: boolean): Promise<number>;
  state(thread: Thread): Promise<ThreadState | undefined>;
  /** Hands an event back to the conversation. */
  enqueue(event: ThreadEvent): Promise<void>;
  schedule(at: number, event: ThreadEvent): Promise<void>;
  /** Tells the voice function that a timer of a call's flow fired. */
  wakeCall(thread: Thread, token: string): Promise<void>;
  /** Our public address, `https://...` without a path. */
  origin: string;
  now(): number;
};

/**
 * `again`: this may be the second time, so look first whether it was done. `receives` is 1 at the first try; after the
 * `last` one the queue gives up and keeps the effect as a dead letter.
 */
export type Attempt = { again: boolean; receives: number; last: boolean };

/** Carries out one effect. Throws Transient where it should be tried again, Permanent where nobody can be told otherwise. */
export async function deliver(carrier: Carrier, effect: Effect, attempt: Attempt): Promise<void> {
  switch (effect.type) {
    case 'send':
      return sendMessage(carrier, effect, attempt);
    case 'keep-media':
      return keepMedia(carrier, effect, attempt);
    case 'task':
      return createTask(carrier, effect, attempt);
    case 'cancel-task':
      return (await carrier.tasks()).cancel(effect.taskSid, effect.reason);
    case 'exclude-worker':
      return (await carrier.tasks()).exclude(effect.taskSid, effect.workerSid);
    case 'timer': {
      const { id, thread, at, token } = effect;
      return carrier.schedule(at, { type: 'timeout', id, thread, at, token });
    }
    case 'signal':
      return tellSignal(carrier, effect);
    case 'wake-call':
      return carrier.wakeCall(effect.thread, effect.token);
  }
}

async function sendMessage(
  carrier: Carrier,
  effect: Extract<Effect, { type: 'send' }>,
  { again, last }: Attempt,
): Promise<void> {
  const { id, thread, sk, content, replyWith, reads } = effect;
  if (again && (await carrier.transcript.line(thread, sk))?.status !== 'queued') return;
  const { channel, account } = thread;
  const path = [channel, account].map(encodeURIComponent).join('/');
  const callback = `${carrier.origin}/webhooks/${path}?message=${encodeURIComponent(sk)}`;
  try {
    const connection = await carrier.connect(thread);
    const late = await lateness(connection, effect, carrier.now(), carrier.otherThreads);
    // The last try does not wait, as nothing would come after it.
    const wait = last ? 0 : await carrier.wait(thread, id, connection.rate, again);
    if (wait > 0)
      throw new Transient('the account sends as much as it may: the message waits its turn', { after: wait / 1_000 });
    const message = { id, thread, content: linked(content, carrier.media), replyWith, callback, ...(late && { late }) };
    const [{ providerId }] = await Promise.all([
      connection.send(message, carrier.http),
      reads !== undefined && signal(carrier, connection, { type: 'read', thread, messageId: reads }),
    ]);
    const early = await carrier.transcript.sent(thread, sk, providerId, carrier.now());
    if (early) await carrier.enqueue({ ...early, id: `${early.id} noted`, outboundId: sk });
  } catch (error) {
    const refused = error instanceof Permanent;
    if (!refused && !last) throw error;
    const remedy = refused ? error.remedy : undefined;
    const failure = {
      messageId: id,
      outboundId: sk,
      status: 'failed' as const,
      reason: reasonOf(error),
      ...(remedy && { remedy }),
    };
    await carrier.enqueue({ type: 'receipt', id: `failed ${id}`, thread, at: carrier.now(), ...failure });
    if (!refused) throw error;
  }
}

async function tellSignal(carrier: Carrier, effect: Extract<Effect, { type: 'signal' }>): Promise<void> {
  const { thread, signal: type, messageId } = effect;
  await signal(carrier, await carrier.connect(thread), { type, thread, messageId });
}

/** Nobody waits for a signal, so that nothing is tried again and nothing fails with it. */
async function signal({ http }: Carrier, connection: Connection, what: Signal): Promise<void> {
  if (connection.signals.includes(what.type)) await connection.signal(what, http).catch(() => {});
}

/**
 * A hand-off leads to one task: a second try first looks whether the thread or TaskRouter has it already. Where it cannot
 * be had, the conversation is told, so that the customer is, and the effect becomes a dead letter for a person to look at.
 */
async function createTask(
  carrier: Carrier,
  effect: Extract<Effect, { type: 'task' }>,
  { again, receives, last }: Attempt,
): Promise<void> {
  const { id, thread } = effect;
  const tell = (event: 'created' | 'delayed' | 'failed', about: { taskSid: string; reason?: string }) =>
    carrier.enqueue({ type: 'task', id: `${event} ${id}`, thread, at: carrier.now(), event, externalId: id, ...about });
  try {
    const tasks = await carrier.tasks();
    if (again && (await isSettled(carrier, effect))) return;
    const taskSid = (again ? await tasks.find(id) : undefined) ?? (await tasks.create(await newTask(carrier, effect)));
    await tell('created', { taskSid });
  } catch (error) {
    if (error instanceof Permanent || last) await tell('failed', { taskSid: '', reason: reasonOf(error) });
    else if (receives === patience) await tell('delayed', { taskSid: '' });
    throw error;
  }
}

/** The try, 2 + 4 seconds after the first, at which the customer is told that it takes longer. */
const patience = 3;

async function isSettled(carrier: Carrier, { id, thread }: Extract<Effect, { type: 'task' }>): Promise<boolean> {
  const handOff = (await carrier.state(thread))?.handOff;
  return handOff?.externalId !== id || handOff.sid !== undefined;
}

async function newTask(carrier: Carrier, effect: Extract<Effect, { type: 'task' }>) {
  const [workflowSid, agent] = await Promise.all([
    carrier.workflowSid(effect.workflow),
    carrier.knownAgent(effect.thread, effect.customer.id),
  ]);
  return {
    externalId: effect.id,
    workflowSid,
    taskChannel: carrier.taskChannel(effect.taskChannel),
    priority: effect.priority,
    timeout: effect.timeout,
    attributes: taskAttributes(effect, agent),
  };
}
