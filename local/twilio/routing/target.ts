import { lookUp } from '../../../lib/tasks/expression/evaluate.ts';
import type { Task } from '../model.ts';
import { attributesOf, type Space } from '../space.ts';
import { parseConfiguration, type Routing, type Target } from './configuration.ts';

/** The configuration that the task entered its workflow under. */
export function routingOf(space: Space, task: Task): Routing | undefined {
  const workflow = task.workflowSid ? space.workflows.get(task.workflowSid) : undefined;
  const document = workflow?.configurations.at(task.step?.revision ?? -1);
  return document === undefined ? undefined : parseConfiguration(document);
}

/** The workflow target at which the task stands; undefined for one sent straight to a queue or a worker. */
export function targetOf(space: Space, task: Task): Target | undefined {
  if (!task.step) return undefined;
  const routing = routingOf(space, task);
  if (task.step.filter === null) return routing?.defaultTarget;
  return routing?.filters[task.step.filter]?.targets[task.step.target];
}

/** The extra field of events of tasks routed to a known worker. */
export function knownWorkerData(space: Space, task: Task): Record<string, string> {
  const known = targetOf(space, task)?.knownWorker;
  const value = known && lookUp(known.path, attributesOf(task));
  return known?.by === 'sid' && typeof value === 'string' ? { KnownWorkerSid: value } : {};
}
