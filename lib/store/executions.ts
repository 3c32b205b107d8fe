import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Turn } from '../conversation/turn.ts';
import type { FlowEvent } from '../flow/event.ts';
import { variablesOf } from '../flow/run.ts';
import type { Thread } from '../message.ts';
import { threadKey } from '../thread.ts';
import { indexKeys, keys } from './keys.ts';
import type { Table, Write } from './table.ts';

/** Studio keeps the data of an execution for 30 days. https://www.twilio.com/docs/studio/user-guide/data-retention */
const seconds = 30 * 86_400;
/** Of a turn, compressed: an item holds 400 kB, and one that answers of web services have filled is not worth more. */
const mostBytes = 200_000;
/** Milliseconds that one query of the index covers: the keys of 28 hours share all digits but the last eight. */
const stretch = 100_000_000;

const stepSchema = z.object({
  name: z.string(),
  from: z.string(),
  to: z.string(),
  type: z.string(),
  reason: z.string().optional(),
  set: z.record(z.string(), z.unknown()).optional(),
});
/** Events were written by this program; a later one may know more types, and the engine ignores what it does not await. */
const eventSchema = z.custom<FlowEvent>((value) => z.looseObject({ type: z.string() }).safeParse(value).success);
const detailSchema = z.object({
  events: z.array(eventSchema),
  steps: z.array(stepSchema),
  variables: z.record(z.string(), z.unknown()),
});

/** One turn of an execution: what the engine was fed, where that led, and the flow's variables after it. */
const executionTurnSchema = detailSchema.extend({
  /** Epoch milliseconds. */
  at: z.number(),
  /** True where the turn was too large to keep: it then has no events and no steps. */
  cut: z.boolean().optional(),
});
export const executionSchema = z.object({
  execution: z.string(),
  threadKey: z.string(),
  flow: z.string(),
  revision: z.number(),
  turns: z.array(executionTurnSchema),
});
export type Execution = z.infer<typeof executionSchema>;

const itemSchema = z.object({
  execution: z.string(),
  threadKey: z.string(),
  flow: z.string(),
  revision: z.number(),
  at: z.number(),
  detail: z.instanceof(Uint8Array),
  cut: z.boolean().optional(),
});

/** What the log is told of: a turn of a thread, or of a call. */
type Logged = {
  flowTurn?: Turn['flowTurn'] | undefined;
  state: { version: number };
  event: { thread: Thread; at: number };
};

/** The line of the log that belongs into a turn's transaction: one where a flow ran, none where not. */
export function executionWrites({ flowTurn, state, event }: Logged): Write[] {
  if (!flowTurn) return [];
  const { events, steps, run } = flowTurn;
  const { execution, flow } = run;
  const whole = packed({ events, steps, variables: variablesOf(run) });
  const cut = whole.length > mostBytes;
  const put = {
    ...keys.execution(execution, state.version),
    ...(events[0]?.type === 'start' && indexKeys.ofFlow(flow.name, event.at, execution)),
    execution,
    threadKey: threadKey(event.thread),
    flow: flow.name,
    revision: flow.revision,
    at: event.at,
    detail: cut ? packed({ events: [], steps: [], variables: {} }) : whole,
    ...(cut && { cut }),
    expiresAt: Math.floor(event.at / 1000) + seconds,
  };
  return [{ put }];
}

export const openExecutions = (table: Table) => ({
  /** An execution by its SID (FN...) with all its turns in order; undefined where none is known. */
  async read(execution: string): Promise<Execution | undefined> {
    const { pk } = keys.execution(execution, 0);
    const items = z.array(itemSchema).parse(await table.query({ pk, prefix: 'TURN#' }));
    const [first] = items;
    if (!first) return undefined;
    const turns = items.map(({ at, detail, cut }) => ({ at, ...unpacked(detail), ...(cut && { cut }) }));
    return { execution, threadKey: first.threadKey, flow: first.flow, revision: first.revision, turns };
  },

  /** The SIDs of a flow's executions that began within these epoch milliseconds, the oldest first. */
  async begun(flow: string, since: number, until: number): Promise<string[]> {
    const found: { execution: string; at: number }[] = [];
    for (let from = since - (since % stretch); from <= until; from += stretch) {
      const { gsi1pk, gsi1sk } = indexKeys.ofFlow(flow, from, '');
      const prefix = gsi1sk.slice(0, -1 - String(stretch - 1).length);
      found.push(
        ...z.array(itemSchema.pick({ execution: true, at: true })).parse(await table.query({ gsi1pk, prefix })),
      );
    }
    return found.filter(({ at }) => at >= since && at <= until).map(({ execution }) => execution);
  },
});

const packed = (detail: z.infer<typeof detailSchema>): Uint8Array => gzipSync(JSON.stringify(detail));

const unpacked = (detail: Uint8Array) => detailSchema.parse(JSON.parse(gunzipSync(detail).toString()));
