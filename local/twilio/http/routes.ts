import querystring from 'node:querystring';
import { conversationRoutes } from '../flex/conversations.ts';
import { interactionRoutes } from '../flex/interactions.ts';
import { notFound, Problem } from '../problem.ts';
import { activityRoutes } from '../resources/activities.ts';
import { eventRoutes } from '../resources/events.ts';
import { reservationRoutes } from '../resources/reservations.ts';
import { statisticsRoutes } from '../resources/statistics.ts';
import { taskChannelRoutes } from '../resources/task-channels.ts';
import { taskQueueRoutes } from '../resources/task-queues.ts';
import { taskRoutes } from '../resources/tasks.ts';
import { workerChannelRoutes } from '../resources/worker-channels.ts';
import { workerRoutes } from '../resources/workers.ts';
import { workflowRoutes } from '../resources/workflows.ts';
import { workspaceRoutes } from '../resources/workspaces.ts';
import { settle } from '../routing/settle.ts';
import type { Answer, Call, Route } from './call.ts';

/** Every route of the API; `{WT}` stands for a SID of that prefix, `{*}` for a SID or a unique name. */
const routes: readonly Route[] = [
  ...workspaceRoutes,
  ...activityRoutes,
  ...taskChannelRoutes,
  ...taskQueueRoutes,
  ...workflowRoutes,
  ...workerRoutes,
  ...workerChannelRoutes,
  ...taskRoutes,
  ...reservationRoutes,
  ...eventRoutes,
  ...statisticsRoutes,
  ...conversationRoutes,
  ...interactionRoutes,
];

const compiled = routes.map((route) => ({ ...route, pattern: patternOf(route.path) }));

/** Finds the route, runs it and routes what it set free; throws Problem 404 or 405 where there is none. */
export function answerCall(method: string, call: Omit<Call, 'sids'>): Answer {
  const onPath = compiled.filter(({ pattern }) => pattern.test(call.path));
  if (onPath.length === 0) throw notFound(call.path);
  const route = onPath.find((candidate) => candidate.method === method);
  if (!route) throw new Problem(405, 20004, `Method ${method} is not allowed on ${call.path}`);
  const [, ...sids] = route.pattern.exec(call.path) ?? [];
  const answer = route.handle({ ...call, sids: sids.map(querystring.unescape) });
  if (method !== 'GET') {
    for (const space of call.account.spaces.values()) settle(space);
    call.account.onChange();
  }
  return answer;
}

function patternOf(path: string): RegExp {
  const source = path.replaceAll(/\{(\*|[A-Z]{2})\}/g, (_, kind) =>
    kind === '*' ? '([^/]+)' : `(${kind}[0-9a-fA-F]{32})`,
  );
  return new RegExp(`^${source}$`);
}
