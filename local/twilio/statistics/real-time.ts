import { secondsOf } from '../event-data.ts';
import { isEnded, type Task, type TaskQueue, type Worker } from '../model.ts';
import { isAvailable } from '../routing/capacity.ts';
import type { Space } from '../space.ts';

/** The tasks not ended, counted. */
export function countTasks(space: Space, tasks: Iterable<Task>) {
  const statuses: Record<string, number> = { reserved: 0, pending: 0, assigned: 0, wrapping: 0 };
  const priorities: Record<string, number> = {};
  const open = [...tasks].filter((task) => !isEnded(task));
  for (const { status, priority } of open) {
    statuses[status] = (statuses[status] ?? 0) + 1;
    priorities[priority] = (priorities[priority] ?? 0) + 1;
  }
  const longest = open.find(({ status }) => status === 'pending' || status === 'reserved');
  return {
    longest_task_waiting_age: longest ? secondsOf(space.clock.now() - longest.dateCreated) : 0,
    longest_task_waiting_sid: longest?.sid ?? null,
    tasks_by_priority: priorities,
    tasks_by_status: statuses,
    total_tasks: open.length,
  };
}

/** How many of the workers are in which activity. */
export const countActivities = (space: Space, workers: readonly Worker[]) => ({
  activity_statistics: [...space.activities.values()].map(({ sid, friendlyName }) => ({
    sid,
    friendly_name: friendlyName,
    workers: workers.filter(({ activitySid }) => activitySid === sid).length,
  })),
});

/** The tasks and workers of a queue, counted. */
export function countQueue(space: Space, queue: TaskQueue, tasks: Iterable<Task>) {
  const workers = [...(space.members.get(queue.sid) ?? [])];
  const counts = countTasks(
    space,
    [...tasks].filter(({ taskQueueSid }) => taskQueueSid === queue.sid),
  );
  return {
    ...countActivities(space, workers),
    ...counts,
    total_available_workers: workers.filter((worker) => isAvailable(space, worker)).length,
    total_eligible_workers: workers.length,
  };
}
