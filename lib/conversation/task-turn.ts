import { isCall } from '../thread.ts';
import { handOff as handOffAgain, knownOf } from './ask-task.ts';
import { customerOf } from './customer-of.ts';
import { endHandOff, endTask, promote } from './end-hand-off.ts';
import { takeFlexEvent } from './flex-turn.ts';
import type { HandOff } from './hand-off.ts';
import { acceptFor, exclude, type TaskEvent, withoutOffer } from './offers.ts';
import { runFlow } from './run-flow.ts';
import { inTheirLanguage } from './texts.ts';
import { takeTransferEvent } from './transfer-turn.ts';
import { say, type Turn } from './turn.ts';
import type { World } from './world.ts';

/**
 * TaskRouter said something of the thread's task, or of the one by which a colleague is asked. Events come late, twice and
 * out of order: one older than the newest seen changes nothing, and a task that nobody waits for any more is ended.
 */
export async function takeTaskTurn(world: World, turn: Turn, event: TaskEvent): Promise<void> {
  if (takeFlexEvent(turn, event)) return;
  const { handOff } = turn.state;
  const { transfer } = handOff ?? {};
  if (handOff && transfer && isOf(transfer, event)) return takeTransferEvent(turn, handOff, transfer, event);
  if (!handOff || !isOf(handOff, event)) return endStray(turn, event);
  if (event.event === 'failed') return failHandOff(world, turn, event);
  if (event.event === 'delayed') return apologise(world, turn, event);
  if ((event.version ?? handOff.version) < handOff.version) return;
  const seen = { ...handOff, sid: event.taskSid, version: event.version ?? handOff.version };
  turn.state = { ...turn.state, handOff: seen };
  if (handOff.sid === undefined) {
    turn.taskSid = event.taskSid;
    await tellFlow(world, turn, event);
  }
  return follow(world, turn, event, seen);
}

const isOf = (task: { externalId: string; sid?: string | undefined }, event: TaskEvent): boolean =>
  task.externalId === event.externalId && (task.sid === undefined || !event.taskSid || task.sid === event.taskSid);

async function follow(world: World, turn: Turn, event: TaskEvent, seen: HandOff): Promise<void> {
  const isHeld = seen.state === 'accepted' || seen.state === 'wrapping';
  switch (event.event) {
    case 'created':
      return hold(turn, seen, seen.state === 'asked' ? { state: 'waiting' } : {});
    case 'offered':
      return isHeld ? undefined : offer(turn, seen, event);
    case 'accepted':
      // The console told us already.
      if (isHeld && seen.worker?.sid === event.worker?.sid) return;
      hold(turn, seen, { state: 'accepted', worker: event.worker, acceptedAt: event.at, offered: undefined });
      if (event.worker) turn.served = { worker: event.worker, at: event.at, open: true };
      return;
    case 'withdrawn':
      return hold(turn, seen, { offered: withoutOffer(seen, event) });
    case 'rejected':
    case 'timeout':
      if (isHeld) return;
      if (seen.direct && seen.request) return askElsewhere(world, turn, seen, event);
      hold(turn, seen, { state: 'waiting', offered: withoutOffer(seen, event) });
      if (event.event === 'rejected') exclude(turn, event);
      return;
    case 'wrapping':
      return isHeld ? hold(turn, seen, { state: 'wrapping' }) : undefined;
    case 'completed':
    case 'canceled':
      return end(world, turn, event, seen);
  }
}

function hold(turn: Turn, handOff: HandOff, change: Partial<HandOff>): void {
  turn.state = { ...turn.state, handOff: { ...handOff, ...change } };
}

/** Somebody is asked. Who has asked for the task themselves need not answer. */
function offer(turn: Turn, seen: HandOff, event: TaskEvent): void {
  const { worker, reservation } = event;
  if (!worker || reservation === undefined) return;
  hold(turn, seen, {
    state: 'waiting',
    offered: [...(withoutOffer(seen, event) ?? []), { worker, reservation }],
  });
  if (seen.taken) acceptFor(turn, worker.sid, reservation);
}

/** Who was to take it, or had it, does not: the workflow finds another. */
async function askElsewhere(world: World, turn: Turn, seen: HandOff, event: TaskEvent): Promise<void> {
  const { request } = seen;
  if (!request) return;
  endTask(turn, seen, event.event);
  const known = await knownOf(world, turn);
  handOffAgain(world, turn, { key: `${seen.externalId} elsewhere`, request, known });
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
  const { handOff } = turn.state;
  if (!handOff || handOff.sid !== undefined) return;
  const known = customerOf(turn.state.run);
  endHandOff(turn, handOff, { end: 'failed', ...(event.reason !== undefined && { note: event.reason }) });
  turn.state = { ...turn.state, owner: 'flow' };
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

/**
 * The conversation is over, unless a colleague was asked to go on with it, or TaskRouter took the task away from an agent who
 * owes an answer. What the customer writes next begins a new execution.
 */
async function end(world: World, turn: Turn, event: TaskEvent, seen: HandOff): Promise<void> {
  if (seen.transfer) return promote(turn, seen, seen.transfer);
  const isLost = event.event === 'canceled' && seen.worker !== undefined;
  if (isLost && turn.state.waitingSince !== undefined && seen.request) return askElsewhere(world, turn, seen, event);
  const unanswered = event.event === 'canceled' && seen.worker === undefined;
  if (unanswered && !isCall(event.thread)) {
    const text = inTheirLanguage(world.texts.nobody, await knownOf(world, turn));
    say(turn, { type: 'text', text }, 'system', `${event.id} canceled`);
  }
  endHandOff(turn, seen, { end: unanswered ? 'canceled' : 'completed' });
  turn.state = { ...turn.state, status: 'closed', owner: 'flow', run: undefined };
}

/** A phone may have two calls at once, so that the older one's task is no stray. */
function endStray(turn: Turn, event: TaskEvent): void {
  if (isCall(event.thread)) return;
  if (event.event === 'created') cancel(turn, event, 'duplicate');
  if (event.event === 'accepted') endTask(turn, { sid: event.taskSid }, 'nobody waits for it any more');
}

function cancel(turn: Turn, { thread, taskSid, id }: TaskEvent, reason: string): void {
  turn.effects.push({ type: 'cancel-task', id: `${id} cancel`, thread, taskSid, reason });
}
