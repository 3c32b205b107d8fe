import type { Conversation } from '../../../../lib/console/protocol/conversation.ts';
import type { Me } from '../../../../lib/console/protocol/me.ts';
import type { Offer, Task, Work } from '../../../../lib/console/protocol/work.ts';

/** What the agent is to a conversation, which decides what they may do there. */
export type Standing =
  /** `joined`: a colleague has it still, and both may write. */
  | { is: 'holder' | 'joined' | 'wrapping'; task: Task }
  | { is: 'offered'; offer: Offer }
  | { is: 'parked' }
  /** A supervisor, who may whisper and take over. */
  | { is: 'watching' }
  | { is: 'reading' };

/** Reads it from the agent's own work; `handOff` of the conversation says who else has it. */
export function standingOf(thread: string, work: Work | undefined, me: Me | undefined): Standing {
  const task = work?.tasks.find((one) => one.thread === thread);
  if (task) return { is: task.state === 'wrapping' ? 'wrapping' : partOf(task), task };
  const offer = work?.offers.find((one) => one.thread === thread);
  if (offer) return { is: 'offered', offer };
  if (work?.parked.some((one) => one.thread === thread)) return { is: 'parked' };
  return { is: me?.role === 'supervisor' ? 'watching' : 'reading' };
}

const partOf = ({ part }: Task): 'holder' | 'joined' => part;

/** Who has it in hand. */
export type Hands =
  | { in: 'mine' }
  | { in: 'worker'; name: string }
  | { in: 'parked'; name: string }
  | { in: 'queue' }
  | { in: 'flow' };

/** Whose hands a conversation is in, for a line of words. */
export function handsOf({ handOff, parked }: Conversation, standing: Standing): Hands {
  if (standing.is === 'holder' || standing.is === 'wrapping') return { in: 'mine' };
  if (handOff?.worker) return { in: 'worker', name: handOff.worker.name };
  if (handOff) return { in: 'queue' };
  return parked ? { in: 'parked', name: parked.worker.name } : { in: 'flow' };
}

/** Whether what the agent writes goes to the customer. */
export const mayWrite = ({ is }: Standing): boolean => is === 'holder' || is === 'joined';
