import * as z from 'zod';
import { type Answer, type Call, found, type Route, spaceOf, urlOf } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { list, moment, readParameters, text, wholeNumber } from '../http/parameters.ts';
import type { TaskQueue } from '../model.ts';
import type { Space } from '../space.ts';
import { countIn, countPeriod, countReservations, durationsOf, type Period } from '../statistics/cumulative.ts';
import { countActivities, countQueue, countTasks } from '../statistics/real-time.ts';

/** `identity` names the owner, `now` counts what is, `past` what happened. */
type Subject = { path: string; identity: object; now(): object; past(): object };

const periodSchema = z.object({
  Minutes: wholeNumber(1, 30 * 24 * 60).default(15),
  StartDate: moment.optional(),
  EndDate: moment.optional(),
  TaskChannel: text.optional(),
  SplitByWaitTime: list.default([]),
  FriendlyName: text.optional(),
});

/** https://www.twilio.com/docs/taskrouter/api/statistics */
export const statisticsRoutes: Route[] = [
  ...routesOf('/Workspaces/{WS}', workspaceSubject),
  ...routesOf('/Workspaces/{WS}/Workflows/{WW}', workflowSubject),
  ...routesOf('/Workspaces/{WS}/TaskQueues/{WQ}', (call) =>
    queueSubject(call, found(call, spaceOf(call).taskQueues, 1)),
  ),
  ...routesOf('/Workspaces/{WS}/Workers', workersSubject),
  { method: 'GET', path: '/Workspaces/{WS}/Workers/{WK}/Statistics', handle: workerStatistics },
  { method: 'GET', path: '/Workspaces/{WS}/TaskQueues/Statistics', handle: listQueues },
  { method: 'POST', path: '/Workspaces/{WS}/TaskQueues/RealTimeStatistics', handle: bulkQueues },
];

function routesOf(path: string, subject: (call: Call) => Subject): Route[] {
  const route = (name: string, part: (subject: Subject) => object): Route => ({
    method: 'GET',
    path: `${path}/${name}`,
    handle(call) {
      const found = subject(call);
      const url = urlOf(spaceOf(call), `${found.path}/${name}`);
      return { status: 200, body: { ...found.identity, ...part(found), url } };
    },
  });
  return [
    route('Statistics', ({ now, past }) => ({ realtime: now(), cumulative: past() })),
    route('RealTimeStatistics', ({ now }) => now()),
    route('CumulativeStatistics', ({ past }) => past()),
  ];
}

function workspaceSubject(call: Call): Subject {
  const space = spaceOf(call);
  const asked = ask(call, space);
  const workers = [...space.workers.values()];
  return {
    path: '',
    identity: identityOf(space),
    now: () => ({
      ...countActivities(space, workers),
      ...countTasks(space, asked.tasks),
      total_workers: workers.length,
    }),
    past: () => ({ ...countPeriod(asked.period, asked.split), ...countFlow(asked.period.events, 'tasks_created') }),
  };
}

function workflowSubject(call: Call): Subject {
  const space = spaceOf(call);
  const { sid } = found(call, space.workflows, 1);
  const asked = ask(call, space, { WorkflowSid: sid });
  return {
    path: `/Workflows/${sid}`,
    identity: { ...identityOf(space), workflow_sid: sid },
    now: () =>
      countTasks(
        space,
        asked.tasks.filter(({ workflowSid }) => workflowSid === sid),
      ),
    past: () => ({ ...countPeriod(asked.period, asked.split), ...countFlow(asked.period.events, 'tasks_entered') }),
  };
}

function queueSubject(call: Call, queue: TaskQueue): Subject {
  const space = spaceOf(call);
  const asked = ask(call, space, { TaskQueueSid: queue.sid });
  const { events } = asked.period;
  return {
    path: `/TaskQueues/${queue.sid}`,
    identity: { ...identityOf(space), task_queue_sid: queue.sid },
    now: () => {
      const counts = countQueue(space, queue, asked.tasks);
      return {
        ...counts,
        longest_relative_task_age_in_queue: counts.longest_task_waiting_age,
        longest_relative_task_sid_in_queue: counts.longest_task_waiting_sid,
      };
    },
    past: () => ({
      ...countPeriod(asked.period, asked.split),
      tasks_entered: countIn(events)('task-queue.entered'),
      wait_duration_in_queue_until_accepted: durationsOf(events, 'reservation.accepted'),
    }),
  };
}

function workersSubject(call: Call): Subject {
  const space = spaceOf(call);
  const workers = [...space.workers.values()];
  return {
    path: '/Workers',
    identity: identityOf(space),
    now: () => ({ ...countActivities(space, workers), total_workers: workers.length }),
    past: () => ({ ...countReservations(ask(call, space).period), activity_durations: [] }),
  };
}

function workerStatistics(call: Call): Answer {
  const space = spaceOf(call);
  const { sid } = found(call, space.workers, 1);
  const cumulative = { ...countReservations(ask(call, space, { WorkerSid: sid }).period), activity_durations: [] };
  const url = urlOf(space, `/Workers/${sid}/Statistics`);
  return { status: 200, body: { ...identityOf(space), worker_sid: sid, cumulative, url } };
}

function listQueues(call: Call): Answer {
  const space = spaceOf(call);
  const { FriendlyName } = readParameters(periodSchema, call.query);
  const queues = [...space.taskQueues.values()].filter(
    ({ friendlyName }) => FriendlyName === undefined || friendlyName === FriendlyName,
  );
  return listAnswer(call, 'task_queues_statistics', queues, (queue) => {
    const { identity, now, past } = queueSubject(call, queue);
    return { ...identity, realtime: now(), cumulative: past() };
  });
}

function bulkQueues(call: Call): Answer {
  const space = spaceOf(call);
  const data = [...space.taskQueues.values()].map((queue) => ({
    task_queue_sid: queue.sid,
    ...countQueue(space, queue, space.tasks.values()),
  }));
  const url = urlOf(space, '/TaskQueues/RealTimeStatistics');
  const body = { ...identityOf(space), url, task_queue_data: data, task_queue_response_count: data.length };
  return { status: 200, body };
}

const identityOf = (space: Space) => ({ account_sid: space.accountSid, workspace_sid: space.workspace.sid });

const countFlow = (events: Period['events'], entrance: 'tasks_created' | 'tasks_entered') => ({
  [entrance]: countIn(events)(entrance === 'tasks_created' ? 'task.created' : 'workflow.entered'),
  tasks_timed_out_in_workflow: countIn(events)('workflow.timeout'),
});

/** What a request asks about: the tasks of its channel, and the events of its period that bear all of `marks`. */
function ask(call: Call, space: Space, marks: Record<string, string> = {}) {
  const { Minutes, StartDate, EndDate, TaskChannel, SplitByWaitTime } = readParameters(periodSchema, call.query);
  const until = EndDate ?? space.clock.now();
  const from = StartDate ?? until - Minutes * 60_000;
  const isOnChannel = (sid: string | undefined) =>
    TaskChannel === undefined || sid === TaskChannel || space.taskChannels.get(sid ?? '')?.uniqueName === TaskChannel;
  const events = space.events.filter(
    ({ date, data }) =>
      date >= from &&
      date <= until &&
      isOnChannel(data.TaskChannelSid) &&
      Object.entries(marks).every(([key, value]) => data[key] === value),
  );
  const tasks = [...space.tasks.values()].filter(({ taskChannelSid }) => isOnChannel(taskChannelSid));
  return { tasks, split: SplitByWaitTime, period: { from, until, events } };
}
