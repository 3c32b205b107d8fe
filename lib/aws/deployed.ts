import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createHttp, type Http } from '../http.ts';
import { openTable, type Table } from '../store/table.ts';
import { readWorkspace } from '../store/workspace.ts';
import { openTaskRouter } from '../tasks/taskrouter.ts';
import { openTasks, type Tasks } from '../tasks/tasks.ts';
import type { Workspace } from '../tasks/workspace.ts';
import { setting } from './handler.ts';

/** The table that the stack made. */
export const deployedTable = (): Table => openTable(new DynamoDBClient({}), setting('TABLE_NAME'));

/** HTTP to the outside; on a laptop SEAWAY_ORIGINS sends the providers' addresses to their stand-ins. */
export const outsideHttp = (): Http => createHttp(JSON.parse(process.env.SEAWAY_ORIGINS ?? '{}'));

/** The TaskRouter workspace that publishing made, found at the first use and kept. */
export function deployedDesk(table: Table, http: Http, secretOf: (name: string) => Promise<unknown>) {
  let found: Workspace | undefined;
  const workspace = async (): Promise<Workspace> => {
    found ??= await readWorkspace(table);
    return found;
  };
  const tasks = async (): Promise<Tasks> => {
    const settings = await secretOf(`${setting('SECRET_PREFIX')}twilio`);
    return openTasks(openTaskRouter(settings, http), (await workspace()).sid);
  };
  return { workspace, tasks };
}
