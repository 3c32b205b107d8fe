import * as z from 'zod';
import { ask, type TaskRouter } from './taskrouter.ts';

/** A queue in figures; `longestWait` is seconds, `inTime` the part of its accepted tasks that were so in time, 0 to 1. */
export type QueueFigures = {
  name: string;
  waiting: number;
  longestWait: number;
  available: number;
  agents: number;
  inTime?: number;
};

export type Figures = ReturnType<typeof openFigures>;

/** Statistics of one workspace. https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics */
export function openFigures(taskRouter: TaskRouter, workspaceSid: string) {
  const workspace = taskRouter.v1.workspaces(workspaceSid);
  return {
    /**
     * All queues, two calls side by side: how they are now, and which part of the tasks accepted since `from` (epoch
     * milliseconds) waited for `seconds` at most.
     */
    async queues(from: number, seconds: number): Promise<QueueFigures[]> {
      const asked = { startDate: new Date(from), splitByWaitTime: String(seconds), pageSize: 100, limit: 1_000 };
      const [queues, figures] = await Promise.all([
        ask(() => workspace.taskQueues.list({ pageSize: 100, limit: 1_000 })),
        ask(() => workspace.taskQueues.statistics.list(asked)),
      ]);
      const bySid = new Map(figures.map((one) => [one.taskQueueSid, one]));
      return queues.map(({ sid, friendlyName }) => {
        const now = nowSchema.parse(bySid.get(sid)?.realtime ?? {});
        return { name: friendlyName, ...now, ...inTime(bySid.get(sid)?.cumulative, String(seconds)) };
      });
    },
  };
}

const nowSchema = z
  .object({
    longest_task_waiting_age: z.number().default(0),
    total_available_workers: z.number().default(0),
    total_eligible_workers: z.number().default(0),
    tasks_by_status: z.object({ pending: z.number().default(0), reserved: z.number().default(0) }).prefault({}),
  })
  .transform((now) => ({
    waiting: now.tasks_by_status.pending + now.tasks_by_status.reserved,
    longestWait: now.longest_task_waiting_age,
    available: now.total_available_workers,
    agents: now.total_eligible_workers,
  }));

const sideSchema = z.object({ reservations_accepted: z.number() });
const pastSchema = z.object({
  split_by_wait_time: z.record(z.string(), z.object({ above: sideSchema, below: sideSchema })),
});

function inTime(past: unknown, seconds: string): { inTime?: number } {
  const split = pastSchema.safeParse(past).data?.split_by_wait_time[seconds];
  const all = split ? split.above.reservations_accepted + split.below.reservations_accepted : 0;
  return split && all > 0 ? { inTime: split.below.reservations_accepted / all } : {};
}
