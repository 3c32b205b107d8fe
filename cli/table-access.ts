import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { Permanent } from '../lib/errors.ts';
import { openTable, type Table } from '../lib/store/table.ts';
import { localAccess } from '../local/aws/access.ts';
import { textOf } from './flow-file.ts';

/** The options by which an operator says which deployment is meant. */
export const tableOptions = { table: { type: 'string' }, local: { type: 'boolean' } } as const;
export const tableHelp = `  --table NAME        the table of a deployment, with your usual AWS environment; else TABLE_NAME
  --local             the Seaway that "npm start" runs on this machine`;

const endpointsSchema = z.object({ dynamodb: z.string(), table: z.string() });

/** The table of a deployment, or of the Seaway on this machine. Throws Permanent where it is not said which. */
export async function accessTable({ table, local }: { table?: string; local?: boolean }): Promise<Table> {
  if (local) return announcedTable(join(import.meta.dirname, '..', '.seaway', 'endpoints.json'));
  const name = table ?? process.env.TABLE_NAME;
  if (!name)
    throw new Permanent(
      'say which table: --local for "npm start", or --table NAME (aws cloudformation list-stack-resources --stack-name Seaway shows it)',
    );
  return openTable(new DynamoDBClient({}), name);
}

/** The table of which a Seaway on this machine says in this file where it is. */
export async function announcedTable(file: string): Promise<Table> {
  const text = await textOf(file).catch((cause) => {
    throw new Permanent('nothing runs on this machine: run "npm start" in another terminal first', { cause });
  });
  const { dynamodb: endpoint, table } = endpointsSchema.parse(JSON.parse(text));
  return openTable(new DynamoDBClient({ endpoint, ...localAccess }), table);
}
