import { beganAt, currentOf, customerOf, presentIn, type Seat, seatOf } from '../voice/conference/conference.ts';
import type { Task } from './protocol/work.ts';
import type { Reserved } from './reserved.ts';
import type { Agent, World } from './world.ts';

/** The calls that an agent's telephone is in, by the tasks' SIDs; one query for each call, side by side. */
export async function phonesOf(
  { store }: Pick<World, 'store'>,
  { worker }: Agent,
  reserved: Reserved[],
): Promise<Map<string, NonNullable<Task['phone']>>> {
  const found = await Promise.all(
    reserved.map(async ({ taskSid, status, attributes: { call_sid: callSid } }) => {
      if (callSid === undefined || status !== 'accepted') return [];
      const conference = currentOf(await store.conferences.of(callSid));
      const own = conference && seatOf(conference, 'agent', worker.name);
      if (!own) return [];
      const phone = {
        since: beganAt(conference),
        muted: own.muted,
        held: customerOf(conference)?.held ?? false,
        others: presentIn(conference)
          .filter((seat) => seat !== own && isHeard(seat))
          .flatMap(({ name }) => (name === undefined ? [] : { name })),
      };
      return [[taskSid, phone] as const];
    }),
  );
  return new Map(found.flat());
}

/** Nobody is told of a supervisor who listens. */
const isHeard = ({ who, muted }: Seat): boolean => who !== 'supervisor' || !muted;
