import * as z from 'zod';
import { type Answer, type Call, checkVersion, dateOf, etagOf, found, type Route, spaceOf, urlOf } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { oneOf, readParameters, sid, text, truth } from '../http/parameters.ts';
import { acceptReservation, completeReservation, rejectReservation, wrapReservation } from '../lifecycle/reservation.ts';
import { type Reservation, reservationStatuses } from '../model.ts';
import { invalid, notFound, Problem } from '../problem.ts';
import { attributesOf, type Space } from '../space.ts';

const listSchema = z.object({ ReservationStatus: oneOf(reservationStatuses).optional(), WorkerSid: sid('WK').optional() });
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
  if (form.Instruction !== undefined) instruct(space, reservation, form);
  else if (form.ReservationStatus !== undefined) setStatus(space, reservation, form);
  return answer(call, space, reservation);
}

function setStatus(space: Space, reservation: Reservation, { ReservationStatus, WorkerActivitySid }: Update): void {
  if (ReservationStatus === 'accepted') return acceptReservation(space, reservation);
  if (ReservationStatus === 'rejected') return rejectReservation(space, reservation, WorkerActivitySid);
  if (ReservationStatus === 'wrapping') return wrapReservation(space, reservation);
  if (ReservationStatus === 'completed') return completeReservation(space, reservation);
  throw invalid(`ReservationStatus cannot be set to ${ReservationStatus}`);
}

/** Calls are not placed here: an instruction that connects one counts as accepted at once. */
function instruct(space: Space, reservation: Reservation, form: Update): void {
  switch (form.Instruction) {
    case 'accept':
      return acceptReservation(space, reservation);
    case 'reject':
      return rejectReservation(space, reservation, form.WorkerActivitySid);
    case 'dequeue':
    case 'conference':
      if (!hasCall(space, reservation)) throw new Problem(400, 40140, 'The task has no call: it was not made by <Enqueue>');
      return acceptReservation(space, reservation);
    case 'call':
      return form.CallAccept ? acceptReservation(space, reservation) : undefined;
    case 'redirect':
      return form.RedirectAccept ? acceptReservation(space, reservation) : undefined;
    case 'supervise':
      return;
    default:
      throw new Problem(400, 55555, `Invalid instruction ${form.Instruction}`);
  }
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
