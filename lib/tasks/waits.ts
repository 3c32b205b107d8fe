import * as z from 'zod';
import type { WorkspaceContext } from './present.ts';
import { ask, ifRefused } from './taskrouter.ts';

/** Where a task stands among those who wait, 1 being next, and in how many seconds its turn probably comes. */
export type Place = { position: number; seconds: number | undefined };

/** Over so many minutes it is counted how fast tasks are accepted. */
const lately = 30;
/** Fewer acceptances than this are no pace. */
const fewest = 3;

/**
 * The place of a task among all that wait in its workflow; undefined where nobody waits for it any more. One call and then
 * three side by side. https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics
 */
export async function placeOf(workspace: WorkspaceContext, taskSid: string): Promise<Place | undefined> {
  const task = await ask(() => workspace.tasks(taskSid).fetch()).catch(ifRefused(404));
  if (task?.assignmentStatus !== 'pending' && task?.assignmentStatus !== 'reserved') return undefined;
  const { workflowSid, taskQueueSid } = task;
  const queue = taskQueueSid === null ? undefined : workspace.taskQueues(taskQueueSid);
  const [waiting, now, recently] = await Promise.all([
    ask(() => workspace.tasks.list({ workflowSid, assignmentStatus: ['pending'], pageSize: 100, limit: 1_000 })),
    queue && ask(() => queue.realTimeStatistics().fetch()),
    queue && ask(() => queue.cumulativeStatistics().fetch({ minutes: lately })),
  ]);
  const isBefore = (other: Standing) =>
    other.priority > task.priority || (other.priority === task.priority && startOf(other) < startOf(task));
  const position = waiting.filter((other) => other.sid !== taskSid && isBefore(other)).length + 1;
  const figures = figuresSchema.parse({
    available: now?.totalAvailableWorkers,
    accepted: recently?.reservationsAccepted,
  });
  return { position, seconds: expectedWait({ position, ...figures }) };
}

type Standing = { priority: number; dateCreated: Date; virtualStartTime: Date | null };
const startOf = ({ virtualStartTime, dateCreated }: Standing): number => (virtualStartTime ?? dateCreated).getTime();

const figuresSchema = z.object({ available: z.number().default(0), accepted: z.number().default(0) });

/**
 * In how many seconds it is the turn of the one at this position, when tasks go on being accepted as fast as lately; undefined
 * where there is nothing to go by: nobody is there, or too few were accepted. After a quiet time it is too long rather than
 * too short, as few were accepted because few came.
 */
export function expectedWait(queue: { position: number; available: number; accepted: number }): number | undefined {
  const { position, available, accepted } = queue;
  if (available === 0 || accepted < fewest) return undefined;
  return Math.round((position * lately * 60) / accepted);
}
