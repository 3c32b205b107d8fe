import * as z from 'zod';
import { evaluate } from '../../../lib/tasks/expression/evaluate.ts';
import { parseExpression } from '../expression/parse.ts';
import { dateOf, urlOf } from '../http/call.ts';
import { readParameters, sid, text, truth } from '../http/parameters.ts';
import type { Worker } from '../model.ts';
import { workerScope } from '../routing/candidates.ts';
import { isAvailable } from '../routing/capacity.ts';
import type { Space } from '../space.ts';

const listSchema = z.object({
  ActivityName: text.optional(),
  ActivitySid: sid('WA').optional(),
  Available: truth.optional(),
  FriendlyName: text.optional(),
  TargetWorkersExpression: text.optional(),
  TaskQueueName: text.optional(),
  TaskQueueSid: sid('WQ').optional(),
});

/** The workers that a list request asks for. */
export function workersMatching(space: Space, query: URLSearchParams): Worker[] {
  const asked = readParameters(listSchema, query);
  const expression = asked.TargetWorkersExpression ? parseExpression(asked.TargetWorkersExpression) : undefined;
  const queues = [...space.taskQueues.values()].filter(
    (queue) => queue.sid === asked.TaskQueueSid || queue.friendlyName === asked.TaskQueueName,
  );
  const wantsQueue = asked.TaskQueueSid !== undefined || asked.TaskQueueName !== undefined;
  return [...space.workers.values()].filter(
    (worker) =>
      (asked.ActivitySid === undefined || worker.activitySid === asked.ActivitySid) &&
      (asked.ActivityName === undefined ||
        space.activities.get(worker.activitySid)?.friendlyName === asked.ActivityName) &&
      (asked.Available === undefined || isAvailable(space, worker) === asked.Available) &&
      (asked.FriendlyName === undefined || worker.friendlyName === asked.FriendlyName) &&
      (!wantsQueue || queues.some((queue) => space.members.get(queue.sid)?.has(worker))) &&
      (!expression || evaluate(expression, workerScope(space, worker), space.lint)),
  );
}

/** A worker as the API shows it. */
export function presentWorker(space: Space, worker: Worker) {
  const url = urlOf(space, `/Workers/${worker.sid}`);
  const workers = urlOf(space, '/Workers');
  const activity = space.activities.get(worker.activitySid);
  return {
    account_sid: space.accountSid,
    activity_name: activity?.friendlyName ?? null,
    activity_sid: worker.activitySid,
    attributes: worker.attributes,
    available: isAvailable(space, worker),
    date_created: dateOf(worker.dateCreated),
    date_status_changed: dateOf(worker.dateStatusChanged),
    date_updated: dateOf(worker.dateUpdated),
    friendly_name: worker.friendlyName,
    sid: worker.sid,
    workspace_sid: space.workspace.sid,
    url,
    links: {
      channels: `${url}/Channels`,
      activity: urlOf(space, `/Activities/${worker.activitySid}`),
      workspace: urlOf(space, ''),
      statistics: `${workers}/Statistics`,
      real_time_statistics: `${workers}/RealTimeStatistics`,
      cumulative_statistics: `${workers}/CumulativeStatistics`,
      worker_statistics: `${url}/Statistics`,
      worker_channels: `${url}/Channels`,
      reservations: `${url}/Reservations`,
    },
  };
}
