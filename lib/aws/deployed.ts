import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createHttp, type Http } from '../http.ts';
import { openTable, type Table } from '../store/table.ts';
import { setting } from './handler.ts';
import { type Credentials, signedHeaders } from './sign.ts';

/** The table that the stack made. */
export const deployedTable = (): Table => openTable(new DynamoDBClient({}), setting('TABLE_NAME'));

/** HTTP to the outside; on a laptop SEAWAY_ORIGINS sends the providers' addresses to their stand-ins. */
export const outsideHttp = (): Http =>
  createHttp(JSON.parse(process.env.SEAWAY_ORIGINS ?? '{}'), ({ method, url, body = '' }, { service, region }) => {
    const { host: _, ...headers } = signedHeaders({ method, url, body }, roleCredentials(), {
      region,
      service,
      now: Date.now(),
    });
    return headers;
  });

/** Of the role that Lambda runs the function as; it hands them over in the environment and renews them there. */
export const roleCredentials = (): Credentials => ({
  accessKeyId: setting('AWS_ACCESS_KEY_ID'),
  secretAccessKey: setting('AWS_SECRET_ACCESS_KEY'),
  sessionToken: process.env.AWS_SESSION_TOKEN,
});
