import type { Conversation } from '../../../../lib/console/protocol/conversation.ts';
import type { Me } from '../../../../lib/console/protocol/me.ts';
import type { Offer, Task, Work } from '../../../../lib/console/protocol/work.ts';
import { useConsole } from '../../state/context.ts';

/** What the agent is to a conversation, which decides what they may do there. */
export type Standing =
  /** `joined`: a colleague has it still, and both may write. */
  | { is: 'holder' | 'joined' | 'wrapping'; task: Task }
  | { is: 'offered'; offer: Offer }
  | { is: 'parked' }
  /** A supervisor, who may whisper and take over. */
  | { is: 'watching' }
  | { is: 'reading' }
  /** It was this agent's, and may not be read any more. */
  | { is: 'lost' };

/** What this agent is to a conversation now. */
export function useStanding(thread: string): Standing {
  const { work, me, isLost } = useConsole();
  return standingOf(thread, work.value.value, me.value.value, isLost(thread));
}

/** Reads it from the agent's own work; who else has it is for `handsOf`. */
export function standingOf(thread: string, work: Work | undefined, me: Me | undefined, isLost = false): Standing {
  const task = work?.tasks.find((one) => one.thread === thread);
  if (task) return { is: task.state === 'wrapping' ? 'wrapping' : task.part, task };
  const offer = work?.offers.find((one) => one.thread === thread);
  if (offer) return { is: 'offered', offer };
  if (work?.parked.some((one) => one.thread === thread)) return { is: 'parked' };
  if (isLost) return { is: 'lost' };
  return { is: me?.role === 'supervisor' ? 'watching' : 'reading' };
}

/** Who has it in hand; `nobody` of whom the page knows. */
export type Hands =
  | { in: 'mine' }
  | { in: 'worker'; name: string }
  | { in: 'parked'; name: string }
  | { in: 'queue' }
  | { in: 'nobody' }
  | { in: 'flow' };

/** Whose hands a conversation is in, for a line of words; of one that was `me`'s, whoever was asked to take it when it was read last. */
export function handsOf({ handOff, parked }: Conversation, standing: Standing, me?: string): Hands {
  if (standing.is === 'holder' || standing.is === 'wrapping') return { in: 'mine' };
  if (standing.is === 'lost' && (!handOff || handOff.worker?.name === me)) {
    const { worker, to } = handOff?.transfer ?? {};
    const name = worker?.name ?? to;
    return name === undefined ? { in: 'nobody' } : { in: 'worker', name };
  }
  if (handOff?.worker) return { in: 'worker', name: handOff.worker.name };
  if (handOff) return { in: 'queue' };
  return parked ? { in: 'parked', name: parked.worker.name } : { in: 'flow' };
}

/** Whether what the agent writes goes to the customer. */
export const mayWrite = ({ is }: Standing): boolean => is === 'holder' || is === 'joined';
