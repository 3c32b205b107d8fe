import * as z from 'zod';
import { type Thread, threadSchema } from '../message.ts';
import { threadOf } from '../thread.ts';
import { openExecutions } from './executions.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

const requestedSchema = z.object({ flow: z.string(), revision: z.number(), thread: threadSchema, at: z.number() });
type Requested = z.infer<typeof requestedSchema>;

/** Executions that programs asked for; they are found even before their flow has taken a step. Kept 30 days. */
export const openRequests = (table: Table) => ({
  async remember(execution: string, requested: Requested): Promise<void> {
    const expiresAt = Math.floor(requested.at / 1000) + 30 * 86_400;
    await table.write([{ put: { ...keys.requested(execution), ...requested, expiresAt } }]);
  },

  async find(execution: string): Promise<(Requested & { begun: boolean; thread: Thread }) | undefined> {
    const log = await openExecutions(table).read(execution);
    if (log) {
      const { flow, revision, threadKey, turns } = log;
      return { flow, revision, thread: threadOf(threadKey), at: turns[0]?.at ?? 0, begun: true };
    }
    const item = requestedSchema.optional().parse(await table.get(keys.requested(execution)));
    return item && { ...item, begun: false };
  },
});
