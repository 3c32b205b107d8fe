import type { Target } from '../deed.ts';
import { hexOf, threadKey } from '../thread.ts';
import type { Worker } from '../worker.ts';
import { customerOf } from './customer-of.ts';
import type { HandOff, TaskRequest, Transfer } from './hand-off.ts';
import { beginPatience } from './patience.ts';
import type { Turn } from './turn.ts';
import type { World } from './world.ts';

type Asked = Pick<HandOff, 'externalId' | 'version' | 'direct'>;

type Wanted = {
  /** Tells this task from every other of the thread. */
  key: string;
  request: TaskRequest;
  /** What is known of the customer. */
  known: Record<string, unknown>;
  /** For one worker or queue, in place of whom the workflow finds. */
  target?: Target;
  transfer?: Pick<Transfer, 'kind' | 'note'> & { from: Worker };
};

/** Asks TaskRouter for a task, and gives how it begins. Nobody has to be patient for a colleague who is asked on the side. */
export function askTask({ routing }: World, turn: Turn, { key, request, known, target, transfer }: Wanted): Asked {
  const { thread } = turn.event;
  const externalId = hexOf(`${threadKey(thread)} ${key}`);
  turn.effects.push({
    type: 'task',
    id: externalId,
    thread,
    ...request,
    customer: { id: turn.customer?.id ?? turn.state.customerId, attributes: known },
    ...(target && { target }),
    ...(transfer && { transfer }),
  });
  if (!transfer) beginPatience(routing, turn, { externalId, workflow: request.workflow });
  return { externalId, version: -1, ...(target && 'worker' in target && { direct: target.worker }) };
}

/** Hands the thread to whom a task finds: from now on the flow is silent. */
export function handOff(world: World, turn: Turn, wanted: Wanted, taken = false): void {
  const asked = askTask(world, turn, wanted);
  const { waitingSince = turn.event.at } = turn.state;
  turn.state = {
    ...turn.state,
    status: 'open',
    owner: 'agent',
    parked: undefined,
    waitingSince,
    handOff: {
      ...asked,
      state: 'asked',
      askedAt: turn.event.at,
      request: wanted.request,
      ...(taken && { taken }),
    },
  };
}

/** What is known of the thread's customer now. */
export async function knownOf(world: World, turn: Turn): Promise<Record<string, unknown>> {
  if (turn.state.run) return customerOf(turn.state.run);
  const customer = turn.customer ?? (await world.store.root(turn.state.customerId));
  return { ...customer?.attributes, ...turn.learnt };
}
