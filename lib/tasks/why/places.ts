import { type Reason, reasonsFor } from '../expression/explain.ts';
import { parseExpression } from '../expression/parse.ts';
import type { Configuration, Target } from './configuration.ts';
import type { Facts } from './facts.ts';

/** What a filter made of the task. */
export type FilterFinding = { name: string; fits: boolean; because: Reason[] };

/** A target of a workflow: the `step` of so many of the filter with this index; undefined is the default one. */
export type Place = {
  filter: number | undefined;
  step: number;
  of: number;
  queueSid: string;
  target: Target;
  /** Epoch milliseconds at which the task goes on from here; undefined where it stays. */
  until: number | undefined;
};

/** The filters that were tried, where the task is, and where it goes next. */
export type Whereabouts = { filters: FilterFinding[]; here: Place | undefined; next: Place | undefined };

/**
 * Where a task stands in its workflow. TaskRouter does not say so: each `workflow.target-matched` event is one step along
 * the places that the filters give it, with the attributes that it came with.
 */
export function whereaboutsOf({ task, workflow, events }: Facts): Whereabouts {
  if (!workflow || task.worker !== undefined) return { filters: [], here: undefined, next: undefined };
  const came = events.find(({ type }) => type === 'workflow.entered' || type === 'task.created');
  const attributes = came ? attributesIn(came.data.task_attributes) : task.attributes;
  const { configuration } = workflow;
  const tried = configuration.filters.map(({ filter_friendly_name, expression }, index) => {
    const { holds, because } = reasonsFor(parseExpression(expression), attributes);
    return { name: filter_friendly_name ?? `number ${index + 1}`, fits: holds, because };
  });
  const places = placesIn(configuration, tried, task.created);
  const steps = Math.max(events.filter(({ type }) => type === 'workflow.target-matched').length, 1);
  const here = places[steps - 1] ?? defaultPlace(configuration);
  return {
    filters: tried.slice(0, here?.filter === undefined ? tried.length : here.filter + 1),
    here,
    next: here?.until === undefined ? undefined : places[steps],
  };
}

/** Attributes out of their JSON; none where they were redacted. */
export function attributesIn(json: string | undefined): Record<string, unknown> {
  try {
    const attributes: unknown = JSON.parse(json ?? '{}');
    return typeof attributes === 'object' && attributes !== null ? { ...attributes } : {};
  } catch {
    return {};
  }
}

/** Timeouts add up over all places from the task's creation on. */
function placesIn({ filters }: Configuration, tried: readonly FilterFinding[], created: number): Place[] {
  let allowance = 0;
  return filters.flatMap(({ targets }, index) => {
    const finding = tried[index];
    if (!finding?.fits) return [];
    let queueSid = '';
    return targets.map((target, at): Place => {
      queueSid = target.queue ?? queueSid;
      allowance += (target.timeout ?? 0) * 1_000;
      const until = target.timeout ? created + allowance : undefined;
      return { filter: index, step: at + 1, of: targets.length, queueSid, target, until };
    });
  });
}

function defaultPlace({ default_filter: target }: Configuration): Place | undefined {
  if (!target) return undefined;
  return { filter: undefined, step: 1, of: 1, queueSid: target.queue ?? '', target, until: undefined };
}
