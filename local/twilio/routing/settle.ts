import { publishReservation } from '../events.ts';
import { changeTask, takeTurn } from '../lifecycle/changes.ts';
import { cancelTask } from '../lifecycle/end-task.ts';
import type { Task, Worker } from '../model.ts';
import { indexReservation, type Space } from '../space.ts';
import { candidatesOf } from './candidates.ts';
import { isOpen } from './capacity.ts';
import { merged, orderNamed, orderOf, poolOf } from './waiting.ts';

/** A task goes from pending to reserved this often at most. */
const mostAssignments = 1_000;
/** Seconds a reservation waits where no workflow says otherwise. */
const defaultReservationTimeout = 120;

/**
 * Reserves workers for all waiting tasks that can have one. Every other waiting task has been tried in vain before, so only
 * tasks that newly wait and workers that newly have room are looked at.
 */
export function settle(space: Space): void {
  while (space.unsettled.tasks.size > 0 || space.unsettled.workers.size > 0) {
    const { tasks, workers } = space.unsettled;
    space.unsettled = { tasks: new Set(), workers: new Set() };
    match(space, tasks, workers);
  }
}

function match(space: Space, newTasks: Set<Task>, freed: Set<Worker>): void {
  let someoneOpen = [...freed].some((worker) => isOpen(space, worker));
  const lists = [...inPools(space, newTasks), ...(someoneOpen ? poolsOf(space, freed) : [])];
  for (const task of merged(lists, orderNamed(space.workspace.prioritizeQueueOrder))) {
    if (newTasks.size === 0 && !someoneOpen) return;
    const isNew = newTasks.delete(task);
    if (task.status !== 'pending' || !(isNew || someoneOpen)) continue;
    const workers = candidatesOf(space, task, isNew ? undefined : freed);
    if (workers.length === 0) continue;
    if (task.assignments >= mostAssignments) cancelTask(space, task, 'Max Assignment Count Exceeded');
    else reserve(space, task, workers.slice(0, mostReservedFor(space, task)));
    someoneOpen = [...freed].some((worker) => isOpen(space, worker));
  }
}

const inPools = (space: Space, tasks: Set<Task>): Task[][] =>
  [...Map.groupBy(tasks, poolOf)].map(([pool, members]) => members.sort(orderOf(space, pool)));

/** Copies of the lists, since reserving takes tasks out of them. */
function poolsOf(space: Space, workers: Set<Worker>): Task[][] {
  const lists = [...workers].map((worker) => space.waiting.get(worker.sid) ?? []);
  for (const [queueSid, members] of space.members) {
    const waiting = space.waiting.get(queueSid);
    if (waiting && waiting.length > 0 && [...workers].some((worker) => members.has(worker))) lists.push([...waiting]);
  }
  return lists;
}

const mostReservedFor = (space: Space, task: Task): number =>
  task.routingTarget?.startsWith('WK') ? 1 : (space.taskQueues.get(task.taskQueueSid ?? '')?.maxReservedWorkers ?? 1);

function reserve(space: Space, task: Task, workers: Worker[]): void {
  const now = space.clock.now();
  const workflow = task.workflowSid ? space.workflows.get(task.workflowSid) : undefined;
  const patience = (workflow?.taskReservationTimeout ?? defaultReservationTimeout) * 1_000;
  const reservations = workers.map((worker) => ({
    sid: space.newSid('WR'),
    taskSid: task.sid,
    workerSid: worker.sid,
    status: 'pending' as const,
    version: 0,
    expires: now + patience,
    dateCreated: now,
    dateUpdated: now,
  }));
  for (const reservation of reservations) indexReservation(space, reservation);
  for (const worker of workers) takeTurn(space, worker, task.taskChannelSid);
  changeTask(space, task, { status: 'reserved', assignments: task.assignments + 1 });
  for (const reservation of reservations) {
    publishReservation(space, 'reservation.created', reservation);
    space.onReservation(space, reservation);
  }
}
