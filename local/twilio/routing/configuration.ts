import * as z from 'zod';
import type { Expression } from '../../../lib/tasks/expression/expression.ts';
import { parseExpression } from '../expression/parse.ts';
import { invalid } from '../problem.ts';
import { type OrderKey, parseOrderBy } from './order-by.ts';

/** A workflow's configuration, ready for use. https://www.twilio.com/docs/taskrouter/workflow-configuration */
export type Routing = { filters: Filter[]; defaultTarget: Target | undefined };
type Filter = { name: string; expression: Expression; targets: Target[] };
export type Target = {
  queueSid: string;
  expression: Expression | undefined;
  priority: number | undefined;
  /** Milliseconds; undefined where tasks may wait for ever. */
  timeout: number | undefined;
  orderBy: OrderKey[];
  skipIf: Expression | undefined;
  knownWorker: { by: 'sid' | 'friendlyName'; path: string[] } | undefined;
};

const wholeNumber = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.int().nonnegative())
  .nullish();
const text = z.string().nullish();
const targetSchema = z.object({
  queue: text,
  expression: text,
  priority: wholeNumber,
  timeout: wholeNumber.refine((seconds) => seconds !== 0, 'a timeout is at least 1 second'),
  order_by: text,
  skip_if: text,
  known_worker_sid: text,
  known_worker_friendly_name: text,
});
const configurationSchema = z.object({
  task_routing: z.object({
    filters: z
      .array(z.object({ filter_friendly_name: text, expression: z.string(), targets: z.array(targetSchema).min(1) }))
      .default([]),
    default_filter: targetSchema.nullish(),
  }),
});

const cache = new Map<string, Routing>();
const cacheSize = 200;

/** Reads a configuration document; throws Problem 400/20001 with the path of the fault. */
export function parseConfiguration(document: string): Routing {
  const known = cache.get(document);
  if (known) return known;
  const parsed = configurationSchema.safeParse(jsonOf(document));
  if (!parsed.success) throw invalid(`Configuration: ${z.prettifyError(parsed.error)}`);
  const { filters, default_filter } = parsed.data.task_routing;
  const routing = {
    filters: filters.map(({ filter_friendly_name, expression, targets }, index) => ({
      name: filter_friendly_name ?? String(index),
      expression: parseExpression(expression),
      targets: withQueues(targets, `filters.${index}`),
    })),
    defaultTarget: default_filter ? withQueues([default_filter], 'default_filter')[0] : undefined,
  };
  if (cache.size >= cacheSize) cache.clear();
  cache.set(document, routing);
  return routing;
}

/** The SIDs of all queues that a configuration names. */
export const queuesIn = ({ filters, defaultTarget }: Routing): Set<string> =>
  new Set([
    ...filters.flatMap(({ targets }) => targets.map(({ queueSid }) => queueSid)),
    ...(defaultTarget ? [defaultTarget.queueSid] : []),
  ]);

function withQueues(targets: z.infer<typeof targetSchema>[], path: string): Target[] {
  let inherited: string | undefined;
  return targets.map((target, index) => {
    const queueSid = target.queue ?? inherited;
    if (!queueSid) throw invalid(`Configuration: ${path}: target ${index} has no queue`);
    inherited = queueSid;
    return {
      queueSid,
      expression: target.expression ? parseExpression(target.expression) : undefined,
      priority: target.priority ?? undefined,
      timeout: target.timeout ? target.timeout * 1_000 : undefined,
      orderBy: target.order_by ? parseOrderBy(target.order_by) : [],
      skipIf: target.skip_if ? parseExpression(target.skip_if) : undefined,
      knownWorker: knownWorkerOf(target),
    };
  });
}

function knownWorkerOf({ known_worker_sid: sid, known_worker_friendly_name: name }: z.infer<typeof targetSchema>) {
  if (sid && name) throw invalid('Configuration: known_worker_sid and known_worker_friendly_name exclude each other');
  const reference = sid || name;
  if (!reference) return undefined;
  if (!/^task(\.[A-Za-z_]\w*)+$/.test(reference))
    throw invalid(`Configuration: a known worker is given by a task attribute (task.name), not by '${reference}'`);
  return { by: sid ? ('sid' as const) : ('friendlyName' as const), path: reference.split('.').slice(1) };
}

function jsonOf(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    throw invalid('Configuration: not valid JSON');
  }
}
