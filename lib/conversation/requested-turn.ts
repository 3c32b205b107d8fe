import { limits } from '../flow/limits.ts';
import type { ThreadEvent } from '../message.ts';
import { variablesFor } from './customer-of.ts';
import { runFlow } from './run-flow.ts';
import type { Turn } from './turn.ts';
import type { World } from './world.ts';

/** A program of ours begins an execution here, unless one is running or an agent holds the thread. */
export async function takeRequestedTurn(
  world: World,
  turn: Turn,
  { thread, at, flow: { name, revision }, execution, parameters }: Extract<ThreadEvent, { type: 'requested' }>,
): Promise<void> {
  const { run, owner } = turn.state;
  if (owner === 'agent' || (run && at - run.startedAt < limits.life)) return;
  turn.state = { ...turn.state, run: undefined, status: 'open' };
  const customer = turn.customer ?? (await world.store.root(turn.state.customerId));
  if (customer) turn.customer = customer;
  const flow = await world.store.flows.revision(name, revision);
  await runFlow(world, turn, flow, {
    type: 'start',
    start: {
      trigger: 'incomingRequest',
      execution,
      parameters: {},
      data: parameters,
      contact: thread.sender,
      address: thread.account,
      variables: variablesFor(customer?.attributes ?? {}),
      at,
    },
  });
}
