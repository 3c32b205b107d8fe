import * as z from 'zod';
import { type Answer, type Call, found, type Route, spaceOf, urlOf } from '../http/call.ts';
import { listAnswer } from '../http/paging.ts';
import { readParameters, text } from '../http/parameters.ts';
import { countReservations } from '../statistics/cumulative.ts';
import { countQueue } from '../statistics/real-time.ts';
import {
  ask,
  identityOf,
  queueSubject,
  type Subject,
  workersSubject,
  workflowSubject,
  workspaceSubject,
} from '../statistics/subjects.ts';

const listSchema = z.object({ FriendlyName: text.optional() });

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
      const asked = subject(call);
      const url = urlOf(spaceOf(call), `${asked.path}/${name}`);
      return { status: 200, body: { ...asked.identity, ...part(asked), url } };
    },
  });
  return [
    route('Statistics', ({ now, past }) => ({ realtime: now(), cumulative: past() })),
    route('RealTimeStatistics', ({ now }) => now()),
    route('CumulativeStatistics', ({ past }) => past()),
  ];
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
  const { FriendlyName } = readParameters(listSchema, call.query);
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
