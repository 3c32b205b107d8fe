import * as z from 'zod';
import type { WorkspaceContext } from './present.ts';
import { ask, ifMatch, ifRefused, type TaskRouter } from './taskrouter.ts';
import { placeOf } from './waits.ts';

export type NewTask = {
  externalId: string;
  workflowSid: string;
  taskChannel: string;
  priority: number;
  /** Seconds until an unassigned task is given up. */
  timeout: number;
  /** JSON of at most 4,096 characters. */
  attributes: string;
  /** The SID of the one worker whom it is for: TaskRouter asks them past the workflow, whatever else they do. */
  worker?: string;
};

export type Tasks = ReturnType<typeof openTasks>;

/** Tasks and reservations of one workspace. https://www.twilio.com/docs/taskrouter/api/task */
export function openTasks(taskRouter: TaskRouter, workspaceSid: string) {
  const workspace = taskRouter.v1.workspaces(workspaceSid);
  return {
    /** Gives the task's SID. Not idempotent: before a second try, look with `find`. */
    async create({ externalId: _, worker, ...task }: NewTask): Promise<string> {
      const routingTarget = worker === undefined ? {} : { routingTarget: worker };
      return (await ask(() => workspace.tasks.create({ ...task, ...routingTarget }))).sid;
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

    /** Ends a task whatever its state: nobody works on it any more. One that is gone is left alone. */
    async end(taskSid: string, reason: string): Promise<void> {
      for (const assignmentStatus of ['canceled', 'completed'] as const) {
        const ended = await ask(() => workspace.tasks(taskSid).update({ assignmentStatus, reason })).catch(
          ifRefused(400, 404),
        );
        if (ended) return;
      }
    },

    /** Has a task that was accepted wrapped up; one that is past it is left alone. */
    async wrap(taskSid: string): Promise<void> {
      await ask(() => workspace.tasks(taskSid).update({ assignmentStatus: 'wrapping' })).catch(ifRefused(400, 404));
    },

    /** Accepts an offer for a worker who has asked for it; one that stands no longer is left alone. */
    async take(workerSid: string, reservationSid: string): Promise<void> {
      const offer = workspace.workers(workerSid).reservations(reservationSid);
      await ask(() => offer.update({ reservationStatus: 'accepted' })).catch(ifRefused(400, 404));
    },

    /** Keeps a worker who declined from being asked again: TaskRouter itself would ask a lone worker again at once. */
    exclude: (taskSid: string, workerSid: string): Promise<void> =>
      changeAttributes(workspace, taskSid, ({ rejected_workers: rejected }) =>
        rejected.includes(workerSid)
          ? undefined
          : { rejected_workers: [...rejected, workerSid].slice(-mostRejections) },
      ),

    /** Gives a task attributes that it has from now on; one that is gone is left alone. */
    mark: (taskSid: string, marks: Record<string, unknown>): Promise<void> =>
      changeAttributes(workspace, taskSid, (attributes) =>
        Object.entries(marks).every(([name, value]) => attributes[name] === value) ? undefined : marks,
      ),

    /** Answers an offer, or ends the work on a task that was accepted; gives the reservation as it is then. */
    answer: (
      workerSid: string,
      reservationSid: string,
      reservationStatus: 'accepted' | 'rejected' | 'wrapping' | 'completed',
    ) => ask(() => workspace.workers(workerSid).reservations(reservationSid).update({ reservationStatus })),

    /**
     * Accepts the offer of a call that waits: TaskRouter calls the worker's telephone `to`, and once it is answered worker and
     * customer are in a conference of which `callback` is told. Until then the reservation may stay pending.
     * https://www.twilio.com/docs/taskrouter/api/reservations#conference
     */
    connect: (
      workerSid: string,
      reservationSid: string,
      { to, from, callback }: { to: string; from: string; callback: string },
    ) =>
      ask(() =>
        workspace
          .workers(workerSid)
          .reservations(reservationSid)
          .update({
            instruction: 'conference',
            to,
            from,
            beep: 'false',
            endConferenceOnExit: false,
            endConferenceOnCustomerExit: true,
            conferenceStatusCallback: callback,
            conferenceStatusCallbackMethod: 'POST',
            conferenceStatusCallbackEvent: ['start', 'end', 'join', 'leave', 'mute', 'hold'],
          }),
      ),

    /** What a worker is offered and holds now; three calls side by side, so that what is over is not carried along. */
    async live(workerSid: string) {
      const { reservations } = workspace.workers(workerSid);
      const lists = await Promise.all(
        (['pending', 'accepted', 'wrapping'] as const).map((reservationStatus) =>
          ask(() => reservations.list({ reservationStatus, limit: 100 })),
        ),
      );
      return lists.flat();
    },

    /** One reservation of a worker; undefined where it is gone with its task. */
    reservation: (workerSid: string, reservationSid: string) =>
      ask(() => workspace.workers(workerSid).reservations(reservationSid).fetch()).catch(ifRefused(404)),

    /** Who has accepted a task; undefined where nobody has, or it is gone. */
    async holder(taskSid: string): Promise<{ sid: string; name: string } | undefined> {
      const reservations = await ask(() => workspace.tasks(taskSid).reservations.list({ limit: 100 })).catch(
        ifRefused(404),
      );
      const held = reservations?.find(({ reservationStatus }) => /accepted|wrapping|completed/.test(reservationStatus));
      return held && { sid: held.workerSid, name: held.workerName };
    },

    /** All tasks that nobody has ended, the oldest first; at most 1,000. */
    open: () => ask(() => workspace.tasks.list({ assignmentStatus: openStatuses, pageSize: 100, limit: 1_000 })),

    /** How a task ended, one that is gone as `canceled`; undefined where it has not. */
    async ending(taskSid: string): Promise<'completed' | 'canceled' | undefined> {
      const task = await ask(() => workspace.tasks(taskSid).fetch()).catch(ifRefused(404));
      if (!task) return 'canceled';
      const { assignmentStatus } = task;
      return assignmentStatus === 'completed' || assignmentStatus === 'canceled' ? assignmentStatus : undefined;
    },

    /** How many tasks of a workflow wait for an agent now. https://www.twilio.com/docs/taskrouter/api/workflow-statistics */
    async waiting(workflowSid: string): Promise<number> {
      const counted = await ask(() => workspace.workflows(workflowSid).realTimeStatistics().fetch());
      return countedSchema.parse(counted.tasksByStatus).pending;
    },

    /** Where a task stands among those who wait. */
    place: (taskSid: string) => placeOf(workspace, taskSid),

    task: (taskSid: string) => ask(() => workspace.tasks(taskSid).fetch()),
  };
}

const openStatuses = ['pending', 'reserved', 'assigned', 'wrapping'];

/** 34 characters and some each: 20 leave the other attributes their room in 4,096. */
const mostRejections = 20;

/** Attributes are replaced as a whole, so what somebody else changes at the same moment is read again. */
async function changeAttributes(
  workspace: WorkspaceContext,
  taskSid: string,
  change: (attributes: z.infer<typeof attributesSchema>) => Record<string, unknown> | undefined,
): Promise<void> {
  for (;;) {
    const task = await ask(() => workspace.tasks(taskSid).fetchWithHttpInfo()).catch(ifRefused(404));
    if (!task) return;
    const attributes = attributesSchema.parse(JSON.parse(task.body.attributes));
    const changed = change(attributes);
    if (!changed) return;
    const done = await ask(() =>
      workspace
        .tasks(taskSid)
        .update({ attributes: JSON.stringify({ ...attributes, ...changed }), ...ifMatch(task.headers) }),
    ).catch(ifRefused(412));
    if (done) return;
  }
}

const countedSchema = z.object({ pending: z.number().default(0) });

const attributesSchema = z.looseObject({ rejected_workers: z.array(z.string()).catch([]) });
