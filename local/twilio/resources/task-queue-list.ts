import * as z from 'zod';
import { evaluate } from '../../../lib/tasks/expression/evaluate.ts';
import { parseExpression } from '../expression/parse.ts';
import { dateOf, urlOf } from '../http/call.ts';
import { attributes, readParameters, sid, text } from '../http/parameters.ts';
import type { TaskQueue } from '../model.ts';
import { selects } from '../routing/members.ts';
import { attributesOf, type Space } from '../space.ts';

const listSchema = z.object({
  FriendlyName: text.optional(),
  EvaluateWorkerAttributes: text.optional(),
  WorkerSid: sid('WK').optional(),
});

/** The queues that a list request asks for. */
export function taskQueuesMatching(space: Space, query: URLSearchParams): TaskQueue[] {
  const { FriendlyName, EvaluateWorkerAttributes, WorkerSid } = readParameters(listSchema, query);
  const fits = EvaluateWorkerAttributes === undefined ? undefined : queueFilter(space, EvaluateWorkerAttributes);
  const worker = WorkerSid === undefined ? undefined : space.workers.get(WorkerSid);
  return [...space.taskQueues.values()].filter(
    (queue) =>
      (FriendlyName === undefined || queue.friendlyName === FriendlyName) &&
      (WorkerSid === undefined || (worker && space.members.get(queue.sid)?.has(worker))) &&
      (fits === undefined || fits(queue)),
  );
}

/** Queues that would select a worker with such attributes (JSON), or that have a worker for whom an expression holds. */
function queueFilter(space: Space, criterion: string): (queue: TaskQueue) => boolean {
  const json = attributes.safeParse([criterion]);
  if (json.success) return (queue) => selects(space, queue, JSON.parse(json.data));
  const expression = parseExpression(criterion);
  return (queue) =>
    [...(space.members.get(queue.sid) ?? [])].some((worker) => evaluate(expression, attributesOf(worker), space.lint));
}

/** A task queue as the API shows it. */
export function presentTaskQueue(space: Space, queue: TaskQueue) {
  const url = urlOf(space, `/TaskQueues/${queue.sid}`);
  const nameOf = (activitySid: string | null) => space.activities.get(activitySid ?? '')?.friendlyName ?? null;
  const activityUrl = (activitySid: string | null) => activitySid && urlOf(space, `/Activities/${activitySid}`);
  return {
    account_sid: space.accountSid,
    assignment_activity_sid: queue.assignmentActivitySid,
    assignment_activity_name: nameOf(queue.assignmentActivitySid),
    date_created: dateOf(queue.dateCreated),
    date_updated: dateOf(queue.dateUpdated),
    friendly_name: queue.friendlyName,
    max_reserved_workers: queue.maxReservedWorkers,
    reservation_activity_sid: queue.reservationActivitySid,
    reservation_activity_name: nameOf(queue.reservationActivitySid),
    sid: queue.sid,
    target_workers: queue.targetWorkers,
    task_order: queue.taskOrder,
    url,
    workspace_sid: space.workspace.sid,
    links: {
      assignment_activity: activityUrl(queue.assignmentActivitySid),
      reservation_activity: activityUrl(queue.reservationActivitySid),
      workspace: urlOf(space, ''),
      statistics: `${url}/Statistics`,
      real_time_statistics: `${url}/RealTimeStatistics`,
      cumulative_statistics: `${url}/CumulativeStatistics`,
      list_statistics: urlOf(space, '/TaskQueues/Statistics'),
      bulk_real_time_statistics: urlOf(space, '/TaskQueues/RealTimeStatistics'),
    },
  };
}
