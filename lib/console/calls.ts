import type { ThreadState } from '../conversation/state.ts';
import { type Conference, currentOf, customerOf, presentIn, seatOf } from '../voice/conference/conference.ts';
import { tonesAddress } from '../voice/conference/tones.ts';
import { hangUp } from './hang-up.ts';
import { type Act, callRequestSchema } from './protocol/call.ts';
import { Refusal } from './refusal.ts';
import { heldBy, isIn, standingOf } from './standing.ts';
import { supervise } from './supervise.ts';
import { telephoned } from './telephone.ts';
import { threadKeySchema } from './thread-key.ts';
import { wholeOf } from './whole.ts';
import type { Agent, Resource, World } from './world.ts';

const askedSchema = callRequestSchema.extend({ thread: threadKeySchema });

/**
 * What an agent does to a call that they are in, or a supervisor to any: Twilio does it at once, and what became of it is told by
 * the conference's events. Done twice it is done once, but for digits.
 */
export const postCall: Resource = async (world, agent, { body }) => {
  const { id, thread, act } = askedSchema.parse(body);
  const { state } = await wholeOf(world, thread);
  const conference = await conferenceOf(world, state);
  const isDone = await telephoned(() => doAct(world, agent, { id, act, state, conference }));
  if (!isDone) throw new Refusal(409, over);
  return { status: 200, body: { id } };
};

const over = 'The call is over.';

async function conferenceOf({ store }: World, { handOff }: ThreadState): Promise<Conference> {
  const conference = handOff?.call && currentOf(await store.conferences.of(handOff.call.sid));
  if (conference) return conference;
  throw new Refusal(409, handOff?.state === 'accepted' ? 'Nobody is on the phone: answer your telephone.' : over);
}

export type Doing<Done extends Act = Act> = { id: string; act: Done; state: ThreadState; conference: Conference };

async function doAct(world: World, agent: Agent, { act, ...about }: Doing): Promise<boolean> {
  if (act.type === 'listen' || act.type === 'whisper' || act.type === 'barge')
    return supervise(world, agent, { act, ...about });
  const { conference, state } = about;
  if (act.type === 'hang-up' && seatOf(conference, 'supervisor', agent.worker.name))
    return leave(world, conference, agent);
  const standing = await standingOf(world, agent, [state]);
  if (!isIn(standing)) throw new Refusal(409, `${heldBy([state])} Nothing was done.`);
  if (act.type === 'hang-up') return hangUp(world, agent, { act, ...about });
  const { change } = world.phone.telephony;
  const { leg } = act.type === 'mute' || act.type === 'unmute' ? ownSeat(conference, agent) : customerSeat(conference);
  switch (act.type) {
    case 'mute':
    case 'unmute':
      return change(conference.sid, leg, { Muted: String(act.type === 'mute') });
    case 'hold':
    case 'unhold':
      return change(conference.sid, leg, { Hold: String(act.type === 'hold') });
    case 'digits': {
      const { origin } = world.phone;
      const address = tonesAddress(origin, state.thread.account, act.digits);
      return change(conference.sid, leg, { AnnounceUrl: address, AnnounceMethod: 'POST' });
    }
  }
}

async function leave({ phone }: World, conference: Conference, { worker }: Agent): Promise<boolean> {
  const own = presentIn(conference).filter(({ who, name }) => who === 'supervisor' && name === worker.name);
  for (const { leg } of own) await phone.telephony.hangUp(leg);
  return true;
}

function ownSeat(conference: Conference, { worker }: Agent) {
  const seat = seatOf(conference, 'agent', worker.name);
  if (seat) return seat;
  throw new Refusal(409, 'Your telephone is not in the call: answer it, or ask the colleague who is.');
}

function customerSeat(conference: Conference) {
  const seat = customerOf(conference);
  if (seat) return seat;
  throw new Refusal(409, 'The customer is not in the call any more.');
}
