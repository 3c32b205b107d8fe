import type { HandOff, Transfer } from './conversation/hand-off.ts';
import type { ThreadState } from './conversation/state.ts';
import type { Thread, ThreadEvent } from './message.ts';
import type { OpenTask } from './tasks/open-tasks.ts';
import { isCall } from './thread.ts';
import type { Worker } from './worker.ts';

type TaskEvent = Extract<ThreadEvent, { type: 'task' }>;

/** What sweeping needs of the outside world. */
export type Sweeper = {
  /** Threads that are with agents, or wait for one. */
  threads(): Promise<ThreadState[]>;
  state(thread: Thread): Promise<ThreadState | undefined>;
  tasks: {
    /** Those that are not over. */
    open(): Promise<OpenTask[]>;
    /** How a task ended, one that is gone as `canceled`; undefined where it has not. */
    ending(taskSid: string): Promise<'completed' | 'canceled' | undefined>;
    holder(taskSid: string): Promise<Worker | undefined>;
    end(taskSid: string, reason: string): Promise<void>;
  };
  enqueue(event: ThreadEvent): Promise<void>;
  now(): number;
};

/** How many of what was repaired. */
export type Swept = { told: number; ended: number };

/**
 * Finds what an outage has left: threads that have not been told what became of their task, and tasks without a thread that
 * waits for them. TaskRouter tells an event once or twice, and then never again. What is told is told as TaskRouter would have,
 * so that it is no matter where the event was only late. Throws what reading throws.
 */
export async function sweep(sweeper: Sweeper): Promise<Swept> {
  const threads = await sweeper.threads();
  const open = await sweeper.tasks.open();
  const events = (await inTurn(threads, (state) => missedBy(sweeper, state, open))).flat();
  for (const event of events) await sweeper.enqueue(event);
  const strays = (await inTurn(open, async (task) => ((await isStray(sweeper, task)) ? [task] : []))).flat();
  for (const { sid } of strays) await sweeper.tasks.end(sid, 'no conversation waits for it');
  return { told: events.length, ended: strays.length };
}

/** One after the other: TaskRouter answers only so many calls at once. */
async function inTurn<One, Result>(all: readonly One[], work: (one: One) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const one of all) results.push(await work(one));
  return results;
}

async function missedBy(sweeper: Sweeper, state: ThreadState, open: OpenTask[]): Promise<TaskEvent[]> {
  const { handOff } = state;
  const parts = handOff ? [handOff, ...(handOff.transfer ? [handOff.transfer] : [])] : [];
  const events = await inTurn(parts, async (part) => {
    const missed = await missedOf(sweeper, part, open.find(isOf(part)));
    return missed ? [eventOf(state, part, missed, sweeper.now())] : [];
  });
  return events.flat();
}

const isOf =
  ({ externalId, sid }: HandOff | Transfer) =>
  (task: OpenTask): boolean =>
    task.externalId === externalId && (sid === undefined || task.sid === sid);

type Missed = Pick<TaskEvent, 'event' | 'taskSid' | 'worker' | 'reason'>;

/** What a thread has not heard of one of its tasks. */
async function missedOf(
  { tasks, now }: Sweeper,
  part: HandOff | Transfer,
  task: OpenTask | undefined,
): Promise<Missed | undefined> {
  const { sid } = part;
  if (!task) {
    if (sid === undefined) return isHopeless(part, now()) ? { event: 'failed', taskSid: '', reason: never } : undefined;
    const ending = await tasks.ending(sid);
    return ending && { event: ending, taskSid: sid };
  }
  const taskSid = task.sid;
  const isHeld = part.worker !== undefined;
  const isAssigned = task.status === 'assigned' || task.status === 'wrapping';
  if (isAssigned && !isHeld) {
    const worker = await tasks.holder(taskSid);
    return worker && { event: 'accepted', taskSid, worker };
  }
  if (task.status === 'wrapping' && part.state === 'accepted') return { event: 'wrapping', taskSid };
  return sid === undefined ? { event: 'created', taskSid } : undefined;
}

const never = 'TaskRouter never made the task';

/** By then the queue has given up asking TaskRouter: docs/tour.md. Milliseconds. */
const longest = 6 * 3_600_000;

const isHopeless = (part: HandOff | Transfer, now: number): boolean =>
  'askedAt' in part && part.askedAt !== undefined && now - part.askedAt > longest;

/** The same thing found twice is told once, unless the thread has changed in between. */
const eventOf = (state: ThreadState, { externalId }: HandOff | Transfer, missed: Missed, at: number): TaskEvent => ({
  type: 'task',
  id: `swept ${missed.event} ${externalId} ${state.version}`,
  thread: state.thread,
  at,
  externalId,
  ...missed,
});

/**
 * A phone may have two calls at once, of which its thread knows one. Of a thread that nobody has written on here the task is
 * somebody else's, in the same workspace.
 */
async function isStray({ state }: Sweeper, { thread, externalId }: OpenTask): Promise<boolean> {
  if (isCall(thread)) return false;
  const known = await state(thread);
  if (!known) return false;
  const { handOff } = known;
  return handOff?.externalId !== externalId && handOff?.transfer?.externalId !== externalId;
}
