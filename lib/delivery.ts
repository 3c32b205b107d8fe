import type { Media } from './aws/media.ts';
import type { Connection } from './channels/channel.ts';
import type { Push } from './console/protocol/push.ts';
import type { Line, ThreadState } from './conversation/state.ts';
import { bridge } from './delivery/bridge.ts';
import { createTask } from './delivery/create-task.ts';
import { keepMedia, type Settled } from './delivery/keep-media.ts';
import { notify } from './delivery/notify.ts';
import { sendMessage } from './delivery/send-message.ts';
import { tellSignal } from './delivery/signal.ts';
import { tellWait } from './delivery/tell-wait.ts';
import type { Effect } from './effect.ts';
import type { Flex } from './flex/flex.ts';
import type { Http } from './http.ts';
import type { KnownAgent } from './identity/known-agent.ts';
import type { Rules } from './media/inspect.ts';
import type { Thread, ThreadEvent } from './message.ts';
import type { Tasks } from './tasks/tasks.ts';

/** What carrying out effects needs of the outside world. */
export type Carrier = {
  connect(thread: Thread): Promise<Connection>;
  http: Http;
  tasks(): Promise<Pick<Tasks, 'create' | 'find' | 'cancel' | 'end' | 'wrap' | 'take' | 'exclude' | 'mark' | 'place'>>;
  /** Tells the open consoles of these workers, and those that watch the thread, that something is new there. */
  notify(thread: Thread, workers: string[], push: Push): Promise<void>;
  /** The workflow and task channel that a flow's SIDs stand for. */
  workflowSid(workflow: string): Promise<string>;
  taskChannel(taskChannel: string): string;
  /** The agent whom this customer's task is offered first. */
  knownAgent(thread: Thread, customerId: string): Promise<KnownAgent | undefined>;
  transcript: {
    line(thread: Thread, sk: string): Promise<Line | undefined>;
    /** A message is out under these ids of the provider's; gives the receipts that were faster than this. */
    sent(
      thread: Thread,
      sk: string,
      ids: readonly string[],
      at: number,
    ): Promise<Extract<ThreadEvent, { type: 'receipt' }>[]>;
    settleFile(thread: Thread, sk: string, url: string, file: Settled): Promise<void>;
  };
  media: Pick<Media, 'put' | 'get' | 'link'>;
  /** Where agents work in Flex. */
  flex?: Flex | undefined;
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
  /** Takes a worker out of the call of a customer, or everybody. */
  partCall(effect: Extract<Effect, { type: 'part-call' }>): Promise<void>;
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
    case 'end-task':
      return (await carrier.tasks()).end(effect.taskSid, effect.reason);
    case 'wrap-task':
      return (await carrier.tasks()).wrap(effect.taskSid);
    case 'accept-offer':
      return (await carrier.tasks()).take(effect.workerSid, effect.reservation);
    case 'notify':
      return notify(carrier, effect);
    case 'exclude-worker':
      return (await carrier.tasks()).exclude(effect.taskSid, effect.workerSid);
    case 'timer': {
      const { id, thread, at, token } = effect;
      return carrier.schedule(at, { type: 'timeout', id, thread, at, token });
    }
    case 'signal':
      return tellSignal(carrier, effect);
    case 'mark-task':
      return (await carrier.tasks()).mark(effect.taskSid, effect.marks);
    case 'tell-wait':
      return tellWait(carrier, effect, attempt);
    case 'bridge':
      return bridge(carrier, effect, attempt);
    case 'part-call':
      return carrier.partCall(effect);
    case 'wake-call':
      return carrier.wakeCall(effect.thread, effect.token);
  }
}
