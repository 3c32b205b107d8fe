import type { Lint } from '../../lib/tasks/expression/evaluate.ts';
import type { Clock } from './clock.ts';
import type { EventRecord } from './events.ts';
import type { Worker, Workflow, Workspace } from './model.ts';
import { type Activity, isLive, type Reservation, type Task, type TaskChannel, type TaskQueue } from './model.ts';
import type { SidPrefix } from './sid.ts';

/** What every workspace of one stand-in shares. */
export type Surroundings = {
  accountSid: string;
  clock: Clock;
  /** `http://host:port` by which this stand-in is reached. */
  origin(): string;
  newSid(prefix: SidPrefix): string;
  lint: Lint;
  /** Called with each event, to post it. */
  onEvent(space: Space, event: EventRecord): void;
  /** Called with each new reservation, to ask the workflow's assignment callback. */
  onReservation(space: Space, reservation: Reservation): void;
  /** Called when something about the task is due. */
  onDeadline(space: Space, task: Task): void;
  /** Called when something changed, to save it. */
  onChange(): void;
};

/** One workspace with everything in it, and the indexes that routing needs. */
export type Space = Surroundings & {
  workspace: Workspace;
  activities: Map<string, Activity>;
  taskChannels: Map<string, TaskChannel>;
  taskQueues: Map<string, TaskQueue>;
  workflows: Map<string, Workflow>;
  workers: Map<string, Worker>;
  tasks: Map<string, Task>;
  reservations: Map<string, Reservation>;
  events: EventRecord[];
  /** The latest reservation's number: see `turn` of the workers. */
  turn: number;
  /** Workers by queue: those that its TargetWorkers selects. */
  members: Map<string, Set<Worker>>;
  /** Pending tasks by the queue, or by the one worker, that they wait for; in order of assignment. */
  waiting: Map<string, Task[]>;
  reservationsOfTask: Map<string, Set<Reservation>>;
  reservationsOfWorker: Map<string, Set<Reservation>>;
  liveOfWorker: Map<string, Set<Reservation>>;
  /** What may be matched since the last look: tasks that became pending, workers that gained room. */
  unsettled: { tasks: Set<Task>; workers: Set<Worker> };
  /** Takes back the timer of a task's next deadline. */
  alarms: Map<string, () => void>;
};

/** A workspace with nothing in it yet. */
export const createSpace = (surroundings: Surroundings, workspace: Workspace): Space => ({
  ...surroundings,
  workspace,
  activities: new Map(),
  taskChannels: new Map(),
  taskQueues: new Map(),
  workflows: new Map(),
  workers: new Map(),
  tasks: new Map(),
  reservations: new Map(),
  events: [],
  turn: 0,
  members: new Map(),
  waiting: new Map(),
  reservationsOfTask: new Map(),
  reservationsOfWorker: new Map(),
  liveOfWorker: new Map(),
  unsettled: { tasks: new Set(), workers: new Set() },
  alarms: new Map(),
});

/** Puts a reservation, new or changed, in its places. */
export function indexReservation(space: Space, reservation: Reservation): void {
  space.reservations.set(reservation.sid, reservation);
  setOf(space.reservationsOfTask, reservation.taskSid).add(reservation);
  setOf(space.reservationsOfWorker, reservation.workerSid).add(reservation);
  const live = setOf(space.liveOfWorker, reservation.workerSid);
  if (isLive(reservation)) live.add(reservation);
  else live.delete(reservation);
}

/** Takes a task out of the workspace, with its reservations and its timer. */
export function forgetTask(space: Space, task: Task): void {
  space.alarms.get(task.sid)?.();
  space.alarms.delete(task.sid);
  for (const reservation of setOf(space.reservationsOfTask, task.sid)) {
    space.reservations.delete(reservation.sid);
    setOf(space.reservationsOfWorker, reservation.workerSid).delete(reservation);
    setOf(space.liveOfWorker, reservation.workerSid).delete(reservation);
  }
  space.reservationsOfTask.delete(task.sid);
  space.tasks.delete(task.sid);
  space.unsettled.tasks.delete(task);
}

/** The task's reservations that are pending, accepted or wrapping. */
export const liveReservations = (space: Space, task: Task): Reservation[] =>
  [...(space.reservationsOfTask.get(task.sid) ?? [])].filter(isLive);

const parsed = new WeakMap<object, { source: string; attributes: unknown }>();

/** The attributes of a task or a worker as JSON, parsed once per text. */
export function attributesOf(item: { attributes: string }): unknown {
  const known = parsed.get(item);
  if (known?.source === item.attributes) return known.attributes;
  const attributes: unknown = JSON.parse(item.attributes);
  parsed.set(item, { source: item.attributes, attributes });
  return attributes;
}

function setOf<Key, Item>(map: Map<Key, Set<Item>>, key: Key): Set<Item> {
  const known = map.get(key);
  if (known) return known;
  const made = new Set<Item>();
  map.set(key, made);
  return made;
}
