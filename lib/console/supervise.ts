import { type Conference, presentIn, type Seat, seatOf } from '../voice/conference/conference.ts';
import { labelOf } from '../voice/conference/label.ts';
import type { Doing } from './calls.ts';
import type { Act } from './protocol/call.ts';
import { Refusal } from './refusal.ts';
import { numberFor, telephoneOf } from './telephone.ts';
import type { Agent, World } from './world.ts';

type Supervising = Extract<Act, { type: 'listen' | 'whisper' | 'barge' }>;

/**
 * A supervisor listens in on a call, whispers to its agent or breaks in: called on their telephone the first time, and moved from
 * one to the other after that. Gives false where the call is over.
 */
export async function supervise(
  world: World,
  agent: Agent,
  { act, state, conference }: Doing<Supervising>,
): Promise<boolean> {
  if (!agent.supervisor) throw new Refusal(403, 'Only supervisors listen in on calls: ask one.');
  const { telephony } = world.phone;
  const name = agent.worker.name;
  if (seatOf(conference, 'agent', name)) throw new Refusal(409, 'You are in this call yourself.');
  const how = fieldsOf(act, conference);
  const label = labelOf({ who: 'supervisor', worker: name });
  const seat = seatOf(conference, 'supervisor', name);
  // TaskRouter's conferences tell of who is muted, and not of who whispers: muted first, each change is told.
  const move = async (leg: string) =>
    (await telephony.change(conference.sid, leg, { Muted: 'true' })) && telephony.change(conference.sid, leg, how);
  if (seat) return move(seat.leg);
  if (await telephony.has(conference.sid, label)) return move(encodeURIComponent(label));
  const From = numberFor(world, state.thread);
  const To = await telephoneOf(world, agent);
  const quietly = { Beep: 'false', EarlyMedia: 'false', EndConferenceOnExit: 'false' };
  return telephony.add(conference.sid, { From, To, Label: label, ...quietly, ...how });
}

/** https://www.twilio.com/docs/voice/conference#coach-barge-and-monitor */
function fieldsOf({ type }: Supervising, conference: Conference): Record<string, string> {
  switch (type) {
    case 'listen':
      return { Muted: 'true', Coaching: 'false' };
    case 'barge':
      return { Muted: 'false', Coaching: 'false' };
    case 'whisper':
      return { Muted: 'false', Coaching: 'true', CallSidToCoach: coached(conference).leg };
  }
}

/** The agent who is in it first, should there be two. */
function coached(conference: Conference): Seat {
  const [agent] = presentIn(conference)
    .filter(({ who }) => who === 'agent')
    .sort((one, other) => one.sequence - other.sequence);
  if (agent) return agent;
  throw new Refusal(409, 'No agent is in the call to whisper to.');
}
