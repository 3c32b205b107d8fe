import * as z from 'zod';
import type { Told, Wish } from '../../phone/conferences.ts';
import type { Call } from '../http/call.ts';
import { list, readParameters, text, truth } from '../http/parameters.ts';
import { wrapTask } from '../lifecycle/end-task.ts';
import { acceptReservation, cancelReservation } from '../lifecycle/reservation.ts';
import type { Reservation } from '../model.ts';
import { invalid } from '../problem.ts';
import { settle } from '../routing/settle.ts';
import { attributesOf, type Space } from '../space.ts';

/** Calls a worker's telephone and brings the customer to it; `told` hears how that goes, at once or later. */
export type Connect = (wish: Wish, told: Told) => void;

const schema = z.object({
  To: text.optional(),
  From: text.optional(),
  EndConferenceOnExit: truth.default(false),
  EndConferenceOnCustomerExit: truth.default(false),
  ConferenceStatusCallback: text.default(''),
  ConferenceStatusCallbackEvent: list.default(['start', 'end']),
});

const callSchema = z.object({ call_sid: z.string() });
const contactSchema = z.object({ contact_uri: z.string().optional() }).catch({});

/** Reservations whose worker's telephone rings. */
const ringing = new WeakSet<Reservation>();

/**
 * The instruction `conference`: the reservation is accepted when the worker's telephone is answered, canceled when it is not, and
 * the task wraps up when the conference is over. Throws Problem 400 where it is not pending.
 * https://www.twilio.com/docs/taskrouter/api/reservations#conference
 */
export function connectWorker(connect: Connect, call: Call, space: Space, reservation: Reservation): void {
  if (reservation.status !== 'pending' || ringing.has(reservation))
    throw invalid(`Reservation ${reservation.sid} not in expected state [pending] and cannot be updated to [onHold]`);
  const form = readParameters(schema, call.form);
  const task = space.tasks.get(reservation.taskSid);
  const worker = space.workers.get(reservation.workerSid);
  if (!task || !worker) throw invalid(`Reservation ${reservation.sid} has no task any more`);
  const to = form.To ?? contactSchema.parse(attributesOf(worker)).contact_uri;
  if (!to) throw invalid('The worker has no contact_uri, and there is no To');
  if (!form.From) throw invalid('Missing required parameter From in the post body');
  ringing.add(reservation);
  const wish: Wish = {
    task: task.sid,
    callSid: callSchema.parse(attributesOf(task)).call_sid,
    to,
    from: form.From,
    callback: form.ConferenceStatusCallback,
    events: form.ConferenceStatusCallbackEvent.flatMap((events) => events.split(' ')),
    endsWithCustomer: form.EndConferenceOnCustomerExit,
    endsWithWorker: form.EndConferenceOnExit,
  };
  connect(wish, {
    answered() {
      ringing.delete(reservation);
      if (reservation.status !== 'pending') return false;
      acceptReservation(space, reservation);
      settle(space);
      return true;
    },
    failed() {
      ringing.delete(reservation);
      if (reservation.status !== 'pending') return;
      cancelReservation(space, reservation);
      settle(space);
    },
    ended() {
      if (task.status !== 'assigned') return;
      wrapTask(space, task, null);
      settle(space);
    },
  });
}
