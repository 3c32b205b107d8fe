import type { ThreadEvent } from '../message.ts';
import { isCall } from '../thread.ts';
import { customerOf } from './customer-of.ts';
import { runFlow } from './run-flow.ts';
import type { HandOff } from './state.ts';
import { inTheirLanguage } from './texts.ts';
import { say, type Turn } from './turn.ts';
import type { World } from './world.ts';

type TaskEvent = Extract<ThreadEvent, { type: 'task' }>;

/**
 * TaskRouter said something of the thread's task. Events come late, twice and out of order: one of another task, or older
 * than the newest seen, changes nothing; a task that nobody waits for any more is canceled.
 */
export async function takeTaskTurn(world: World, turn: Turn, event: TaskEvent): Promise<void> {
  const { handOff } = turn.state;
  if (handOff?.externalId !== event.externalId || (handOff.sid !== undefined && handOff.sid !== event.taskSid)) {
    // A phone may have two calls at once: the older one's task is no duplicate.
    if (event.event === 'created' && !isCall(event.thread)) cancel(turn, event, 'duplicate');
    return;
  }
  if (event.event === 'failed') return failHandOff(world, turn, event);
  if (event.event === 'delayed') return apologise(world, turn, event);
  if ((event.version ?? handOff.version) < handOff.version) return;
  const seen = { ...handOff, sid: event.taskSid, version: event.version ?? handOff.version };
  turn.state = { ...turn.state, handOff: seen };
  if (handOff.sid === undefined) {
    turn.taskSid = event.taskSid;
    await tellFlow(world, turn, event);
  }
  switch (event.event) {
    case 'created':
      hold(turn, seen, seen.state === 'asked' ? { state: 'waiting' } : {});
      return;
    case 'accepted':
      hold(turn, seen, { state: 'accepted', worker: event.worker });
      if (event.worker) turn.served = { worker: event.worker, at: event.at, open: true };
      return;
    case 'rejected':
    case 'timeout':
      hold(turn, seen, { state: 'waiting', worker: undefined });
      if (event.event === 'rejected' && event.worker) exclude(turn, event, event.worker.sid);
      return;
    case 'wrapping':
      hold(turn, seen, { state: 'wrapping' });
      return;
    case 'completed':
    case 'canceled':
      return end(world, turn, event, seen);
  }
}

function hold(turn: Turn, handOff: HandOff, change: Partial<HandOff>): void {
  turn.state = { ...turn.state, handOff: { ...handOff, ...change } };
}

/** The flow waits in send-to-flex until the task is there. */
async function tellFlow(world: World, turn: Turn, event: TaskEvent): Promise<void> {
  const { run } = turn.state;
  if (run === undefined) return;
  const flow = await world.store.flows.revision(run.flow.name, run.flow.revision);
  const outcome = event.event === 'failed' ? 'failed' : 'created';
  const task = { sid: event.taskSid, ...(event.reason !== undefined && { reason: event.reason }) };
  await runFlow(world, turn, flow, { type: 'task', at: event.at, outcome, task });
}

/** TaskRouter refused the task: the flow takes its branch for that, and the customer hears something in any case. */
async function failHandOff(world: World, turn: Turn, event: TaskEvent): Promise<void> {
  if (turn.state.handOff?.sid !== undefined) return;
  const known = customerOf(turn.state.run);
  turn.state = { ...turn.state, owner: 'flow', handOff: undefined };
  await tellFlow(world, turn, event);
  if (turn.lines.length === 0)
    say(turn, { type: 'text', text: inTheirLanguage(world.texts.nobody, known) }, 'system', `${event.id} failed`);
  if (turn.state.run === undefined) turn.state = { ...turn.state, status: 'closed' };
}

/** TaskRouter is out of reach for a while: the customer is told once, and keeps the place. */
function apologise(world: World, turn: Turn, event: TaskEvent): void {
  if (turn.state.handOff?.state !== 'asked') return;
  const text = inTheirLanguage(world.texts.apology, customerOf(turn.state.run));
  say(turn, { type: 'text', text }, 'system', event.id);
}

/** The conversation is over; what the customer writes next begins a new execution. */
async function end(world: World, turn: Turn, event: TaskEvent, handOff: HandOff): Promise<void> {
  if (event.event === 'canceled' && handOff.worker === undefined && !isCall(event.thread)) {
    const customer = turn.customer ?? (await world.store.root(turn.state.customerId));
    const text = inTheirLanguage(world.texts.nobody, customer?.attributes ?? {});
    say(turn, { type: 'text', text }, 'system', `${event.id} canceled`);
  }
  if (handOff.worker) turn.served = { worker: handOff.worker, at: event.at, open: false };
  turn.state = { ...turn.state, status: 'closed', owner: 'flow', handOff: undefined, run: undefined };
}

function exclude(turn: Turn, { thread, taskSid, id }: TaskEvent, workerSid: string): void {
  turn.effects.push({ type: 'exclude-worker', id: `${id} exclude`, thread, taskSid, workerSid });
}

function cancel(turn: Turn, { thread, taskSid, id }: TaskEvent, reason: string): void {
  turn.effects.push({ type: 'cancel-task', id: `${id} cancel`, thread, taskSid, reason });
}
