import * as z from 'zod';
import type { WorkspaceContext } from '../present.ts';
import { ask, ifRefused, type TaskRouter } from '../taskrouter.ts';
import { configurationSchema } from './configuration.ts';
import type { EventFacts, Facts, Offer, TaskFacts } from './facts.ts';
import { offersIn, taskFromEvents } from './gone.ts';
import { attributesIn } from './places.ts';
import { workersOf } from './read-workers.ts';

/** REST keeps events for so many minutes, 30 days. https://www.twilio.com/docs/taskrouter/api/event */
const kept = 43_200;

/**
 * Everything that TaskRouter says of the routing of one task, in 7 calls, one for each worker of its queue who is available,
 * and one for each further page of a list. `now` is in epoch milliseconds. Throws Permanent where it has never heard of the task, or not for 30 days.
 */
export async function readFacts(
  taskRouter: TaskRouter,
  workspaceSid: string,
  taskSid: string,
  now: number,
): Promise<Facts> {
  const workspace = taskRouter.v1.workspaces(workspaceSid);
  const [live, events, queues] = await Promise.all([
    ask(() => workspace.tasks(taskSid).fetch()).catch(ifRefused(404)),
    eventsOf(workspace, taskSid),
    ask(() => workspace.taskQueues.list()),
  ]);
  const task = live ? taskFrom(live) : taskFromEvents(taskSid, events);
  const workflowSid = live ? workflowOf(live) : events.at(-1)?.data.workflow_sid;
  const [workflow, offers, workers] = await Promise.all([
    workflowSid ? workflowFacts(workspace, workflowSid) : undefined,
    live ? offersOf(workspace, taskSid) : offersIn(events),
    workersOf(workspace, task),
  ]);
  return {
    now,
    task,
    workflow,
    events,
    offers,
    queues: queues.map(({ sid, friendlyName, targetWorkers }) => ({ sid, name: friendlyName, workers: targetWorkers })),
    workers,
  };
}

type Task = Awaited<ReturnType<ReturnType<WorkspaceContext['tasks']>['fetch']>>;

const taskFrom = (task: Task): TaskFacts => ({
  sid: task.sid,
  gone: false,
  status: task.assignmentStatus,
  attributes: attributesIn(task.attributes),
  priority: task.priority,
  channel: task.taskChannelUniqueName,
  created: task.dateCreated.getTime(),
  timeout: task.timeout,
  queueSid: task.taskQueueSid ?? undefined,
  queueEntered: task.taskQueueEnteredDate?.getTime(),
  worker: task.routingTarget?.startsWith('WK') ? task.routingTarget : undefined,
  forced: task.ignoreCapacity,
  reason: task.reason ?? undefined,
});

/** The workflow that routes it; one for a worker or a queue goes past it. */
const workflowOf = ({ routingTarget, workflowSid }: Task): string | undefined =>
  /^W[KQ]/.test(routingTarget ?? '') ? undefined : workflowSid;

const dataSchema = z.record(z.string(), z.coerce.string());

async function eventsOf(workspace: WorkspaceContext, taskSid: string): Promise<EventFacts[]> {
  const events = await ask(() => workspace.events.list({ taskSid, minutes: kept, pageSize: 100 }));
  return events
    .map(({ eventType, eventDateMs, eventData }) => ({
      type: eventType,
      at: Number(eventDateMs),
      data: dataSchema.parse(eventData ?? {}),
    }))
    .sort((one, other) => one.at - other.at);
}

async function workflowFacts(workspace: WorkspaceContext, sid: string): Promise<Facts['workflow']> {
  const workflow = await ask(() => workspace.workflows(sid).fetch()).catch(ifRefused(404));
  return (
    workflow && {
      name: workflow.friendlyName,
      configuration: configurationSchema.parse(JSON.parse(workflow.configuration)),
      reservationTimeout: workflow.taskReservationTimeout,
      changed: workflow.dateUpdated.getTime(),
    }
  );
}

async function offersOf(workspace: WorkspaceContext, taskSid: string): Promise<Offer[]> {
  const reservations = await ask(() => workspace.tasks(taskSid).reservations.list());
  return reservations
    .map(({ workerSid, workerName, reservationStatus, dateCreated, dateUpdated }) => ({
      workerSid,
      worker: workerName,
      at: dateCreated.getTime(),
      answer: reservationStatus,
      answered: dateUpdated.getTime(),
    }))
    .sort((one, other) => one.at - other.at);
}
