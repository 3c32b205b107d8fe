import * as z from 'zod';
import type { Flex, Opened } from '../flex/flex.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

const openedSchema = z.object({ conversation: z.string(), upTo: z.string() });

/** One item for each hand-off to Flex, kept 30 days: a task lives 14 at most before an agent has it. */
export const openHandOffs = (table: Table, now: () => number): Flex['opened'] => ({
  async find(externalId: string): Promise<Opened | undefined> {
    return openedSchema.optional().parse(await table.get(keys.flex(externalId)));
  },

  async keep(externalId: string, opened: Opened): Promise<void> {
    const expiresAt = Math.floor(now() / 1_000) + 30 * 86_400;
    await table.write([{ put: { ...keys.flex(externalId), ...opened, expiresAt } }]);
  },
});
