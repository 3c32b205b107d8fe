import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createHttp, type Http } from '../http.ts';
import { openTable, type Table } from '../store/table.ts';
import { setting } from './handler.ts';

/** The table that the stack made. */
export const deployedTable = (): Table => openTable(new DynamoDBClient({}), setting('TABLE_NAME'));

/** HTTP to the outside; on a laptop SEAWAY_ORIGINS sends the providers' addresses to their stand-ins. */
export const outsideHttp = (): Http => createHttp(JSON.parse(process.env.SEAWAY_ORIGINS ?? '{}'));
