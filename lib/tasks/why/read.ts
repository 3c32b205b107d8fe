import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import type { WorkspaceContext } from '../present.ts';
import { ask, ifRefused, type TaskRouter } from '../taskrouter.ts';
import { configurationSchema } from './configuration.ts';
import type { EventFacts, Facts, Offer, TaskFacts, WorkerFacts } from './facts.ts';
import { attributesIn } from './places.ts';

/** REST keeps events for so many minutes, 30 days. https://www.twilio.com/docs/taskrouter/api/event */
const kept = 43_200;

/**
 * Everything that TaskRouter says of the routing of one task, in 7 calls and one for each worker who is available. `now` is
 * in epoch milliseconds. Throws Permanent where it has never heard of the task, or not for 30 days.
 */
export async function readFacts(
  taskRouter: TaskRouter,
  workspaceSid: string,
  taskSid: string,
  now: number,
): Promise<Facts> {
  const workspace = taskRouter.v1.workspaces(workspaceSid);
  const [live, events, queues, activities] = await Promise.all([
    ask(() => workspace.tasks(taskSid).fetch()).catch(ifRefused(404)),
    eventsOf(workspace, taskSid),
    ask(() => workspace.taskQueues.list()),
    ask(() => workspace.activities.list()),
  ]);
  const task = live ? taskFrom(live) : taskFromEvents(taskSid, events);
  const workflowSid = live?.workflowSid ?? events.at(-1)?.data.workflow_sid;
  const available = new Set(activities.flatMap(({ sid, available: takes }) => (takes ? [sid] : [])));
  const [workflow, offers, workers] = await Promise.all([
    workflowSid ? workflowFacts(workspace, workflowSid) : undefined,
    live ? offersOf(workspace, taskSid) : offersIn(events),
    workersOf(workspace, { channel: task.channel, available }),
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
  attributes: attributesIn({ task_attributes: task.attributes }),
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

/** A task that TaskRouter has deleted, as its last event left it. */
function taskFromEvents(sid: string, events: readonly EventFacts[]): TaskFacts {
  const [first] = events;
  const last = events.findLast(({ data }) => data.task_assignment_status !== undefined);
  if (!first || !last)
    throw new Permanent(`TaskRouter knows no task ${sid}: give the SID of one of the last 30 days (WT...)`);
  const { data } = last;
  const entered = events.findLast(({ type }) => type === 'task-queue.entered');
  return {
    sid,
    gone: true,
    status: data.task_assignment_status ?? 'gone',
    attributes: attributesIn(data),
    priority: Number(data.task_priority ?? 0),
    channel: data.task_channel_unique_name ?? '',
    created: first.at,
    timeout: undefined,
    queueSid: data.task_queue_sid,
    queueEntered: entered?.at,
    worker: undefined,
    forced: false,
    reason: data.task_canceled_reason ?? data.task_completed_reason,
  };
}

const dataSchema = z.record(z.string(), z.coerce.string());

async function eventsOf(workspace: WorkspaceContext, taskSid: string): Promise<EventFacts[]> {
  const events = await ask(() => workspace.events.list({ taskSid, minutes: kept, pageSize: 1_000 }));
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

/** Reservations go with their task; their events stay. */
function offersIn(events: readonly EventFacts[]): Offer[] {
  const offers = new Map<string, Offer>();
  for (const { type, at, data } of events) {
    const [kind, what] = type.split('.');
    const { reservation_sid: sid, worker_sid: workerSid, worker_name: worker } = data;
    if (kind !== 'reservation' || sid === undefined || workerSid === undefined) continue;
    const offer = offers.get(sid) ?? { workerSid, worker: worker ?? workerSid, at, answer: 'pending', answered: at };
    offers.set(sid, what === 'created' ? offer : { ...offer, answer: what ?? offer.answer, answered: at });
  }
  return [...offers.values()];
}

/** Whose channels are asked for at once. */
const atOnce = 10;

async function workersOf(
  workspace: WorkspaceContext,
  { channel, available }: { channel: string; available: ReadonlySet<string> },
): Promise<WorkerFacts[]> {
  const workers = await ask(() => workspace.workers.list());
  const found: WorkerFacts[] = [];
  for (let from = 0; from < workers.length; from += atOnce)
    found.push(
      ...(await Promise.all(
        workers.slice(from, from + atOnce).map(async (worker): Promise<WorkerFacts> => {
          const { sid, friendlyName: name, activitySid, activityName } = worker;
          const context = workspace.workers(sid);
          const takes = available.has(activitySid);
          const [text, load] = await Promise.all([
            // Twilio's specification says that lists may leave attributes out.
            worker.attributes ?? ask(() => context.fetch()).then(({ attributes }) => attributes),
            takes && channel !== '' ? ask(() => context.workerChannels(channel).fetch()) : undefined,
          ]);
          return {
            sid,
            name,
            attributes: attributesIn({ task_attributes: text }),
            activity: { sid: activitySid, name: activityName },
            available: takes,
            channel: load && { capacity: load.configuredCapacity, taken: takenOf(load), open: load.available },
          };
        }),
      )),
    );
  return found;
}

/** TaskRouter tells how much is free in percent; offers count as taken. */
const takenOf = (load: { configuredCapacity: number; availableCapacityPercentage: number }): number =>
  Math.round((load.configuredCapacity * (100 - load.availableCapacityPercentage)) / 100);
