import * as z from 'zod';
import { ask, ifMatch, ifRefused, type TaskRouter } from './taskrouter.ts';

export type NewTask = {
  externalId: string;
  workflowSid: string;
  taskChannel: string;
  priority: number;
  /** Seconds until an unassigned task is given up. */
  timeout: number;
  /** JSON of at most 4,096 characters. */
  attributes: string;
};

export type Tasks = ReturnType<typeof openTasks>;

/** Tasks and reservations of one workspace. https://www.twilio.com/docs/taskrouter/api/task */
export function openTasks(taskRouter: TaskRouter, workspaceSid: string) {
  const workspace = taskRouter.v1.workspaces(workspaceSid);
  return {
    /** Gives the task's SID. Not idempotent: before a second try, look with `find`. */
    async create({ workflowSid, taskChannel, priority, timeout, attributes }: NewTask): Promise<string> {
      const task = await ask(() => workspace.tasks.create({ workflowSid, taskChannel, priority, timeout, attributes }));
      return task.sid;
    },

    /** The SID of the task that an earlier try made; TaskRouter allows this search 3 times a second. */
    async find(externalId: string): Promise<string | undefined> {
      const found = await ask(() =>
        workspace.tasks.list({ evaluateTaskAttributes: `external_id == '${externalId}'`, limit: 1 }),
      );
      return found[0]?.sid;
    },

    /** Takes back a task nobody has accepted; one that is gone or accepted already is left alone. */
    async cancel(taskSid: string, reason: string): Promise<void> {
      await ask(() => workspace.tasks(taskSid).update({ assignmentStatus: 'canceled', reason })).catch(
        ifRefused(400, 404),
      );
    },

    /** Keeps a worker who declined from being asked again: TaskRouter itself would ask a lone worker again at once. */
    async exclude(taskSid: string, workerSid: string): Promise<void> {
      for (;;) {
        const task = await ask(() => workspace.tasks(taskSid).fetchWithHttpInfo()).catch(ifRefused(404));
        if (!task) return;
        const attributes = attributesSchema.parse(JSON.parse(task.body.attributes));
        if (attributes.rejected_workers.includes(workerSid)) return;
        const rejected = [...attributes.rejected_workers, workerSid].slice(-mostRejections);
        const changed = await ask(() =>
          workspace.tasks(taskSid).update({
            attributes: JSON.stringify({ ...attributes, rejected_workers: rejected }),
            ...ifMatch(task.headers),
          }),
        ).catch(ifRefused(412));
        if (changed) return;
      }
    },

    /** Answers an offer, or ends the work on a task that was accepted. */
    async answer(
      workerSid: string,
      reservationSid: string,
      reservationStatus: 'accepted' | 'rejected' | 'wrapping' | 'completed',
    ): Promise<void> {
      await ask(() => workspace.workers(workerSid).reservations(reservationSid).update({ reservationStatus }));
    },

    /** What a worker is offered and holds. */
    reservations: (workerSid: string) => ask(() => workspace.workers(workerSid).reservations.list({ limit: 100 })),

    /** How many tasks of a workflow wait for an agent now. https://www.twilio.com/docs/taskrouter/api/workflow-statistics */
    async waiting(workflowSid: string): Promise<number> {
      const counted = await ask(() => workspace.workflows(workflowSid).realTimeStatistics().fetch());
      return countedSchema.parse(counted.tasksByStatus).pending;
    },

    task: (taskSid: string) => ask(() => workspace.tasks(taskSid).fetch()),

    workers: () => ask(() => workspace.workers.list({ limit: 1000 })),
  };
}

/** 34 characters and some each: 20 leave the other attributes their room in 4,096. */
const mostRejections = 20;

const countedSchema = z.object({ pending: z.number().default(0) });

const attributesSchema = z.looseObject({ rejected_workers: z.array(z.string()).catch([]) });
