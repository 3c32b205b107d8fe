import { Transient } from '../errors.ts';
import type { Thread } from '../message.ts';
import type { Tasks } from '../tasks/tasks.ts';
import { conferenceAddress } from '../voice/conference/address.ts';
import { currentOf } from '../voice/conference/conference.ts';
import { labelOf } from '../voice/conference/label.ts';
import { Refusal } from './refusal.ts';
import { numberFor, telephoned, telephoneOf } from './telephone.ts';
import type { Agent, World } from './world.ts';

type Offer = { reservation: string; callSid: string; thread: Thread; isTransfer: boolean };

/**
 * Has the telephone of an agent called who takes a call that they are offered, and gives the reservation as it is then: TaskRouter
 * accepts it once the telephone is answered. A colleague who was asked to take over is called into the conference that is going
 * on. Throws Refusal where there is no telephone, or the call is over.
 */
export async function answerCall(
  world: World,
  agent: Agent,
  { reservation, callSid, thread, isTransfer }: Offer,
): ReturnType<Tasks['reservation']> {
  const { tasks, store, phone } = world;
  const { worker } = agent;
  const from = numberFor(world, thread);
  const to = await telephoneOf(world, agent);
  if (!isTransfer) {
    const callback = conferenceAddress(phone.origin, { thread, callSid, worker: worker.name });
    return tasks.connect(worker.sid, reservation, { to, from, callback });
  }
  const conference = currentOf(await store.conferences.of(callSid));
  const label = labelOf({ who: 'agent', worker: worker.name, offer: { workerSid: worker.sid, reservation } });
  const isThere =
    conference !== undefined &&
    (await telephoned(
      async () =>
        (await phone.telephony.has(conference.sid, label)) ||
        phone.telephony.add(conference.sid, { From: from, To: to, Label: label, Beep: 'false', EarlyMedia: 'false' }),
    ));
  if (!isThere) throw new Refusal(409, 'The call is over: there is nothing to take over any more.');
  const found = await tasks.reservation(worker.sid, reservation);
  if (!found) throw new Transient('TaskRouter does not know the offer any more');
  return found;
}
