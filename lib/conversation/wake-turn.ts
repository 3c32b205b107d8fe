import type { FlowEvent } from '../flow/event.ts';
import type { ThreadEvent } from '../message.ts';
import { isCall } from '../thread.ts';
import { bridgeLine } from './bridge-lines.ts';
import { runFlow } from './run-flow.ts';
import type { Turn } from './turn.ts';
import { takeWaitTurn } from './wait-turn.ts';
import type { World } from './world.ts';

/** A timer fired: the flow goes on, unless what it waited for came first. That of a call goes on where calls are led. */
export async function takeTimeoutTurn(
  world: World,
  turn: Turn,
  event: Extract<ThreadEvent, { type: 'timeout' }>,
): Promise<void> {
  const { id, thread, token, at } = event;
  if (await takeWaitTurn(world, turn, event)) return;
  if (!isCall(thread)) return wake(world, turn, { type: 'timeout', token, at });
  turn.effects.push({ type: 'wake-call', id: `${id} wake`, thread, token });
}

/** A message of ours did not arrive: its line says why, and the flow that sent it may take its branch for that. */
export async function takeFailureTurn(
  world: World,
  turn: Turn,
  event: Extract<ThreadEvent, { type: 'receipt' }>,
): Promise<void> {
  const sk = event.outboundId ?? (await world.store.transcript.find(event.thread, event.messageId));
  const line = sk === undefined ? undefined : await world.store.transcript.line(event.thread, sk);
  if (line === undefined) {
    if (sk === undefined) await world.store.transcript.keepEarly(event);
    return;
  }
  const { reason = 'The provider gave no reason.', remedy } = event;
  await world.store.transcript.mark(event.thread, line.sk, { status: 'failed', reason, remedy });
  const { handOff } = turn.state;
  if (world.desk === 'flex' && handOff) bridgeLine(turn, handOff.externalId, line);
  if (line.key !== undefined) await wake(world, turn, { type: 'undelivered', key: line.key, reason, at: event.at });
}

async function wake(world: World, turn: Turn, event: FlowEvent): Promise<void> {
  const { run, owner } = turn.state;
  if (run === undefined || owner === 'agent') return;
  const flow = await world.store.flows.revision(run.flow.name, run.flow.revision);
  await runFlow(world, turn, flow, event);
}
