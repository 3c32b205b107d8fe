import type { HandOff } from '../conversation/hand-off.ts';
import type { ThreadState } from '../conversation/state.ts';
import { Refusal } from './refusal.ts';
import type { Agent, World } from './world.ts';

/**
 * What an agent is to a conversation: who has it, a colleague who has joined, one who is asked to take it, who has put it
 * aside, or nobody.
 */
export type Standing = { part: 'holder' | 'joined'; taskSid: string } | { part: 'offered' | 'parked' | 'none' };

/**
 * What an agent is to these threads of a customer, the closest of all. TaskRouter knows of an offer or an acceptance some
 * moments before the thread does: where the thread says no, TaskRouter is asked.
 */
export async function standingOf({ tasks }: World, agent: Agent, threads: ThreadState[]): Promise<Standing> {
  const said = closest(threads.map((state) => standingIn(state, agent)));
  const sids = threads.flatMap(({ handOff }) => sidsOf(handOff));
  if (isIn(said) || sids.length === 0) return said;
  const live = (await tasks.live(agent.worker.sid)).filter(({ taskSid }) => sids.includes(taskSid));
  const known = live.map(({ taskSid, reservationStatus }): Standing => {
    if (reservationStatus === 'pending') return { part: 'offered' };
    const isTransfer = threads.some(({ handOff }) => handOff?.transfer?.sid === taskSid);
    return { part: isTransfer ? 'joined' : 'holder', taskSid };
  });
  return closest([said, ...known]);
}

/** As the thread itself has it. */
export function standingIn({ handOff, parked }: ThreadState, { worker }: Pick<Agent, 'worker'>): Standing {
  const { transfer } = handOff ?? {};
  const isMe = (other: { sid: string } | undefined) => other?.sid === worker.sid;
  if (isMe(handOff?.worker)) return { part: 'holder', taskSid: handOff?.sid ?? '' };
  if (isMe(transfer?.worker)) return { part: 'joined', taskSid: transfer?.sid ?? '' };
  const asked = [handOff, transfer].some(
    (task) => isMe(task?.direct) || task?.offered?.some((one) => isMe(one.worker)),
  );
  if (asked) return { part: 'offered' };
  return { part: isMe(parked?.worker) ? 'parked' : 'none' };
}

export const isIn = (standing: Standing): standing is Extract<Standing, { taskSid: string }> => 'taskSid' in standing;

/** Lets pass who may look at a customer's conversations; throws Refusal with what an agent may look at. */
export async function expectReader(world: World, agent: Agent, threads: ThreadState[]): Promise<void> {
  if (agent.supervisor) return;
  const { part } = await standingOf(world, agent, threads);
  if (part !== 'none') return;
  throw new Refusal(
    403,
    `You see conversations that you hold, are offered, have joined or have parked. ${heldBy(threads)} Ask a supervisor, or the colleague to transfer it to you.`,
  );
}

/** Who has it in hand, as a sentence. */
export function heldBy(threads: ThreadState[]): string {
  const holder = threads.map(({ handOff }) => handOff?.worker).find((worker) => worker !== undefined);
  if (holder) return `This conversation is held by ${holder.name}.`;
  const owner = threads.map(({ parked }) => parked?.worker).find((worker) => worker !== undefined);
  return owner ? `${owner.name} has parked this conversation.` : 'This conversation is held by nobody.';
}

const order = ['holder', 'joined', 'offered', 'parked', 'none'];

const closest = (standings: Standing[]): Standing =>
  standings.reduce<Standing>((best, one) => (order.indexOf(one.part) < order.indexOf(best.part) ? one : best), {
    part: 'none',
  });

const sidsOf = (handOff: HandOff | undefined): string[] =>
  [handOff?.sid, handOff?.transfer?.sid].flatMap((sid) => sid ?? []);
