import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { type Applied, appliedSchema } from '../tasks/applied.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** Compressed: a thousand workers are past DynamoDB's 400 KB an item. */
const appliedItemSchema = z.object({ applied: z.instanceof(Uint8Array) });

/** Remembers what an apply left in TaskRouter. */
export async function saveApplied(table: Table, applied: Applied): Promise<void> {
  await table.write([{ put: { ...keys.applied(), applied: gzipSync(JSON.stringify(applied)) } }]);
}

/** What the last apply left in TaskRouter; undefined where there was none. */
export async function readApplied(table: Table): Promise<Applied | undefined> {
  const item = appliedItemSchema.optional().parse(await table.get(keys.applied()));
  return item && appliedSchema.parse(JSON.parse(gunzipSync(item.applied).toString()));
}
