import { publishWorker } from '../events.ts';
import type { Worker } from '../model.ts';
import { invalid } from '../problem.ts';
import { refreshWorker } from '../routing/members.ts';
import type { Space } from '../space.ts';
import { changeWorker, moveWorker } from './changes.ts';
import { cancelReservation, rejectReservation } from './reservation.ts';

type Change = {
  friendlyName: string | undefined;
  activitySid: string | undefined;
  attributes: string | undefined;
  rejectPendingReservations: boolean;
};

/** Changes a worker; attributes replace the whole document. */
export function updateWorker(space: Space, worker: Worker, change: Change): void {
  const {
    friendlyName = worker.friendlyName,
    attributes = worker.attributes,
    activitySid = worker.activitySid,
  } = change;
  if (change.rejectPendingReservations && space.activities.get(activitySid)?.available)
    throw invalid('RejectPendingReservations is only for a worker who goes into an activity that is not available');
  if (friendlyName !== worker.friendlyName || attributes !== worker.attributes) {
    const isNew = attributes !== worker.attributes;
    changeWorker(space, worker, { friendlyName, attributes });
    if (isNew) {
      refreshWorker(space, worker);
      publishWorker(space, 'worker.attributes.update', worker);
    }
  }
  moveWorker(space, worker, activitySid);
  if (change.rejectPendingReservations)
    for (const reservation of pendingOf(space, worker)) rejectReservation(space, reservation, activitySid);
}

/** Takes a worker away; what was only offered to the worker is offered to others. */
export function deleteWorker(space: Space, worker: Worker): void {
  const live = space.liveOfWorker.get(worker.sid) ?? new Set();
  const pending = pendingOf(space, worker);
  if (pending.length < live.size)
    throw invalid(
      `Cannot delete worker ${worker.sid} in workspace ${space.workspace.sid} while tasks are assigned to it.`,
    );
  for (const members of space.members.values()) members.delete(worker);
  space.workers.delete(worker.sid);
  for (const reservation of pending) cancelReservation(space, reservation);
  space.unsettled.workers.delete(worker);
  publishWorker(space, 'worker.deleted', worker);
  space.onChange();
}

const pendingOf = (space: Space, worker: Worker) =>
  [...(space.liveOfWorker.get(worker.sid) ?? [])].filter(({ status }) => status === 'pending');
