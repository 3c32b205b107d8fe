import * as z from 'zod';
import { Permanent, reasonOf } from '../lib/errors.ts';
import { type PublishedFlow, publishedFlowSchema } from '../lib/flow/flow.ts';
import { type Execution, executionSchema, openExecutions } from '../lib/store/executions.ts';
import { openFlows } from '../lib/store/flows.ts';
import type { Table } from '../lib/store/table.ts';
import { textOf } from './flow-file.ts';

/** Executions with the revisions that they ran on, so that they can be played again anywhere. */
const recordingSchema = z.object({
  recorded: z.string(),
  flows: z.array(publishedFlowSchema),
  executions: z.array(executionSchema),
});
export type Recording = z.infer<typeof recordingSchema>;

/** Gathers the executions of these flows that began in a span of epoch milliseconds. */
export async function record(table: Table, names: readonly string[], since: number, until: number): Promise<Recording> {
  const log = openExecutions(table);
  const executions: Execution[] = [];
  for (const name of names) {
    for (const sid of await log.begun(name, since, until)) {
      const execution = await log.read(sid);
      if (execution) executions.push(execution);
    }
  }
  const revisions = new Map(executions.map((each) => [`${each.flow}@${each.revision}`, each]));
  const flows: PublishedFlow[] = [];
  for (const { flow, revision } of revisions.values())
    flows.push(await openFlows(table, Date.now).revision(flow, revision));
  return { recorded: new Date(until).toISOString(), flows, executions };
}

/** A recording from its file; throws Permanent where it is none. */
export async function readRecording(file: string): Promise<Recording> {
  try {
    return recordingSchema.parse(JSON.parse(await textOf(file)));
  } catch (cause) {
    if (cause instanceof Permanent) throw cause;
    throw new Permanent(`${file} is no recording of "seaway flow record": ${reasonOf(cause)}`, { cause });
  }
}

/** `90m`, `24h`, `7d` or a date as epoch milliseconds; undefined for anything else. */
export function momentOf(text: string, now: number): number | undefined {
  const [, amount, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (amount !== undefined)
    return now - Number(amount) * (unit === 'm' ? 60_000 : unit === 'h' ? 3_600_000 : 86_400_000);
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}
