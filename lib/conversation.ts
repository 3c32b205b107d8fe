import { takeAgentTurn } from './conversation/agent-turn.ts';
import { amend, settleReceipt, settleWatermark } from './conversation/amend.ts';
import { bridgeLines } from './conversation/bridge-lines.ts';
import { takeCustomerTurn } from './conversation/customer-turn.ts';
import { takeDeedTurn } from './conversation/deed-turn.ts';
import { takeEchoTurn } from './conversation/echo-turn.ts';
import { takeIdentifiedTurn } from './conversation/identified-turn.ts';
import { takeLeavingTurn } from './conversation/leaving-turn.ts';
import { takeNotedTurn } from './conversation/noted-turn.ts';
import { openTurn } from './conversation/open-turn.ts';
import { takeRequestedTurn } from './conversation/requested-turn.ts';
import { takeTaskTurn } from './conversation/task-turn.ts';
import { tellAgents, tellAgentsOf } from './conversation/tell-agents.ts';
import type { Turn } from './conversation/turn.ts';
import { takePlacedTurn } from './conversation/wait-turn.ts';
import { takeFailureTurn, takeTimeoutTurn } from './conversation/wake-turn.ts';
import type { World } from './conversation/world.ts';
import { Transient } from './errors.ts';
import type { ThreadEvent } from './message.ts';

/**
 * The heart: takes one event of one thread from "who is it" to effects on the outbound queue. The event's marker, its
 * effects, the thread and its transcript are committed in one transaction before anything is enqueued; a crash in between
 * is healed when the event comes again. Throws Transient when it should come again, Permanent when it makes no sense.
 */
export async function converse(world: World, event: ThreadEvent): Promise<void> {
  if (event.type === 'typing') return tellAgentsOf(world, event);
  if (event.type === 'edited' || event.type === 'deleted') return amend(world, event);
  if (event.type === 'receipt' && event.status !== 'failed') return settleReceipt(world, event);
  if (event.type === 'watermark') return settleWatermark(world, event);
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const turn = await openTurn(world, event, attempt > 1);
    if (turn === undefined) return;
    const before = turn.state;
    await takeTurn(world, turn, event);
    if (world.desk === 'flex') bridgeLines(turn, before);
    else tellAgents(turn, before);
    const outcome = await world.store.commit(turn);
    if (outcome.done === 'now') return world.enqueue(turn.effects, false);
    if (outcome.done === 'before') return world.enqueue(outcome.effects, true);
  }
  throw new Transient('others kept writing to this thread: the queue brings it again');
}

async function takeTurn(world: World, turn: Turn, event: ThreadEvent): Promise<void> {
  switch (event.type) {
    case 'message':
    case 'choice':
      return takeCustomerTurn(world, turn, event);
    case 'agent-said':
      return takeAgentTurn(turn, event);
    case 'agent-did':
      return takeDeedTurn(world, turn, event);
    case 'task':
      return takeTaskTurn(world, turn, event);
    case 'timeout':
      return takeTimeoutTurn(world, turn, event);
    case 'placed':
      return takePlacedTurn(world, turn, event);
    case 'receipt':
      return takeFailureTurn(world, turn, event);
    case 'left':
      return takeLeavingTurn(turn, event);
    case 'echoed':
      return takeEchoTurn(world, turn, event);
    case 'noted':
      return takeNotedTurn(turn, event);
    case 'requested':
      return takeRequestedTurn(world, turn, event);
    case 'identified':
      return takeIdentifiedTurn(turn, event);
  }
}
