import * as z from 'zod';
import {
  type Answer,
  type Call,
  checkVersion,
  dateOf,
  etagOf,
  found,
  type Route,
  spaceOf,
  urlOf,
} from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { oneOf, readParameters, sid, text, truth } from '../http/parameters.ts';
import {
  acceptReservation,
  completeReservation,
  rejectReservation,
  wrapReservation,
} from '../lifecycle/reservation.ts';
import { type Reservation, reservationStatuses } from '../model.ts';
import { invalid, notFound, Problem } from '../problem.ts';
import { attributesOf, type Space } from '../space.ts';
import { connectWorker } from './conference.ts';

const listSchema = z.object({
  ReservationStatus: oneOf(reservationStatuses).optional(),
  WorkerSid: sid('WK').optional(),
});
const updateSchema = z.object({
  ReservationStatus: oneOf(reservationStatuses).optional(),
  WorkerActivitySid: sid('WA').optional(),
  Instruction: text.optional(),
  CallAccept: truth.optional(),
  RedirectAccept: truth.optional(),
});
type Update = z.infer<typeof updateSchema>;

/** One resource under two paths; only `url` differs. https://www.twilio.com/docs/taskrouter/api/reservations */
export const reservationRoutes: Route[] = ['Tasks/{WT}', 'Workers/{WK}'].flatMap((owner): Route[] => [
  { method: 'GET', path: `/Workspaces/{WS}/${owner}/Reservations`, handle: list },
  { method: 'GET', path: `/Workspaces/{WS}/${owner}/Reservations/{WR}`, handle: fetch },
  { method: 'POST', path: `/Workspaces/{WS}/${owner}/Reservations/{WR}`, handle: update },
]);

function list(call: Call): Answer {
  const space = spaceOf(call);
  const { ReservationStatus, WorkerSid } = readParameters(listSchema, call.query);
  const reservations = [...reservationsOf(call, space)].filter(
    ({ status, workerSid }) =>
      (ReservationStatus === undefined || status === ReservationStatus) &&
      (WorkerSid === undefined || workerSid === WorkerSid),
  );
  return listAnswer(call, 'reservations', reservations, (reservation) => present(call, space, reservation));
}

function fetch(call: Call): Answer {
  const space = spaceOf(call);
  return answer(call, space, reservationIn(call, space));
}

function update(call: Call): Answer {
  const space = spaceOf(call);
  const reservation = reservationIn(call, space);
  const form = readParameters(updateSchema, call.form);
  checkVersion(call, reservation.version);
  const status = form.Instruction === undefined ? form.ReservationStatus : statusAfter(call, space, reservation, form);
  if (status === 'accepted') acceptReservation(space, reservation);
  else if (status === 'rejected') rejectReservation(space, reservation, form.WorkerActivitySid);
  else if (status === 'wrapping') wrapReservation(space, reservation);
  else if (status === 'completed') completeReservation(space, reservation);
  else if (status !== undefined) throw invalid(`ReservationStatus cannot be set to ${status}`);
  return answer(call, space, reservation);
}

/** What an instruction makes of a reservation. But for a conference no calls are placed: one that would be counts as accepted. */
function statusAfter(
  call: Call,
  space: Space,
  reservation: Reservation,
  form: Update,
): 'accepted' | 'rejected' | undefined {
  switch (form.Instruction) {
    case 'accept':
      return 'accepted';
    case 'reject':
      return 'rejected';
    case 'conference':
      return conference(call, space, reservation);
    case 'dequeue':
      if (hasCall(space, reservation)) return 'accepted';
      throw new Problem(400, 40140, 'The task has no call: it was not made by <Enqueue>');
    case 'call':
      return form.CallAccept ? 'accepted' : undefined;
    case 'redirect':
      return form.RedirectAccept ? 'accepted' : undefined;
    case 'supervise':
      return undefined;
    default:
      throw new Problem(400, 55555, `Invalid instruction ${form.Instruction}`);
  }
}

function conference(call: Call, space: Space, reservation: Reservation): 'accepted' | undefined {
  const { connect } = call.account;
  if (!hasCall(space, reservation)) throw new Problem(400, 40140, 'The task has no call: it was not made by <Enqueue>');
  if (!connect) return 'accepted';
  connectWorker(connect, call, space, reservation);
  return undefined;
}

function hasCall(space: Space, { taskSid }: Reservation): boolean {
  const task = space.tasks.get(taskSid);
  return task !== undefined && Object.hasOwn(Object(attributesOf(task)), 'call_sid');
}

function reservationIn(call: Call, space: Space): Reservation {
  const reservation = found(call, space.reservations, 2);
  if (!reservationsOf(call, space).has(reservation)) throw notFound(call.path);
  return reservation;
}

function reservationsOf(call: Call, space: Space): ReadonlySet<Reservation> {
  const owner = call.sids[1] ?? '';
  if (owner.startsWith('WT')) found(call, space.tasks, 1);
  else found(call, space.workers, 1);
  return space.reservationsOfTask.get(owner) ?? space.reservationsOfWorker.get(owner) ?? new Set();
}

const answer = (call: Call, space: Space, reservation: Reservation): Answer => ({
  status: 200,
  body: present(call, space, reservation),
  etag: etagOf(reservation.version),
});

function present(call: Call, space: Space, reservation: Reservation) {
  const task = urlOf(space, `/Tasks/${reservation.taskSid}`);
  const worker = urlOf(space, `/Workers/${reservation.workerSid}`);
  return {
    account_sid: space.accountSid,
    date_created: dateOf(reservation.dateCreated),
    date_updated: dateOf(reservation.dateUpdated),
    reservation_status: reservation.status,
    sid: reservation.sid,
    task_sid: reservation.taskSid,
    worker_name: space.workers.get(reservation.workerSid)?.friendlyName ?? null,
    worker_sid: reservation.workerSid,
    workspace_sid: space.workspace.sid,
    url: `${call.sids[1]?.startsWith('WT') ? task : worker}/Reservations/${reservation.sid}`,
    links: { task, worker, workspace: urlOf(space, '') },
  };
}
