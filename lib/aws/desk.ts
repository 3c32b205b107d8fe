import type { Http } from '../http.ts';
import type { Table } from '../store/table.ts';
import { readWorkspace } from '../store/workspace.ts';
import type { Workspace } from '../tasks/provisioned.ts';
import { openTaskRouter } from '../tasks/taskrouter.ts';
import { openTasks, type Tasks } from '../tasks/tasks.ts';
import { setting } from './handler.ts';

/** The TaskRouter workspace that publishing made, found at the first use and kept. */
export function deployedDesk(table: Table, http: Http, secretOf: (name: string) => Promise<unknown>) {
  let found: Workspace | undefined;
  const workspace = async (): Promise<Workspace> => {
    found ??= await readWorkspace(table);
    return found;
  };
  const tasks = async (): Promise<Tasks> => {
    const [settings, { sid }] = await Promise.all([secretOf(`${setting('SECRET_PREFIX')}twilio`), workspace()]);
    return openTasks(openTaskRouter(settings, http), sid);
  };
  return { workspace, tasks };
}
