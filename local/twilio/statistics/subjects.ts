import * as z from 'zod';
import { type Call, found, spaceOf } from '../http/call.ts';
import { list, moment, readParameters, text, wholeNumber } from '../http/parameters.ts';
import type { TaskQueue } from '../model.ts';
import type { Space } from '../space.ts';
import { countIn, countPeriod, countReservations, durationsOf, type Period } from './cumulative.ts';
import { countActivities, countQueue, countTasks } from './real-time.ts';

/** `identity` names the owner, `now` counts what is, `past` what happened. */
export type Subject = { path: string; identity: object; now(): object; past(): object };

const periodSchema = z.object({
  Minutes: wholeNumber(1, 30 * 24 * 60).default(15),
  StartDate: moment.optional(),
  EndDate: moment.optional(),
  TaskChannel: text.optional(),
  SplitByWaitTime: list.default([]),
});

export function workspaceSubject(call: Call): Subject {
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

export function workflowSubject(call: Call): Subject {
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

export function queueSubject(call: Call, queue: TaskQueue): Subject {
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

export function workersSubject(call: Call): Subject {
  const space = spaceOf(call);
  const workers = [...space.workers.values()];
  return {
    path: '/Workers',
    identity: identityOf(space),
    now: () => ({ ...countActivities(space, workers), total_workers: workers.length }),
    past: () => ({ ...countReservations(ask(call, space).period), activity_durations: [] }),
  };
}

export const identityOf = (space: Space) => ({ account_sid: space.accountSid, workspace_sid: space.workspace.sid });

const countFlow = (events: Period['events'], entrance: 'tasks_created' | 'tasks_entered') => ({
  [entrance]: countIn(events)(entrance === 'tasks_created' ? 'task.created' : 'workflow.entered'),
  tasks_timed_out_in_workflow: countIn(events)('workflow.timeout'),
});

/** What a request asks about: the tasks of its channel, and the events of its period that bear all of `marks`. */
export function ask(call: Call, space: Space, marks: Record<string, string> = {}) {
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
