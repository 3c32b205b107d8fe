import type { Http } from '../http.ts';
import type { Table } from '../store/table.ts';
import { readWorkspace } from '../store/workspace.ts';
import type { Workspace } from '../tasks/provisioned.ts';
import { openTaskRouter, type TaskRouter } from '../tasks/taskrouter.ts';
import { openTasks, type Tasks } from '../tasks/tasks.ts';
import { setting } from './handler.ts';

/** The TaskRouter workspace that publishing made, found at the first use and kept. */
export function deployedDesk(table: Table, http: Http, secretOf: (name: string) => Promise<unknown>) {
  let found: Workspace | undefined;
  const workspace = async (): Promise<Workspace> => {
    found ??= await readWorkspace(table);
    return found;
  };
  /** TaskRouter itself, for who wants more of it than its tasks. */
  const router = async (): Promise<{ taskRouter: TaskRouter; sid: string }> => {
    const [settings, { sid }] = await Promise.all([secretOf(`${setting('SECRET_PREFIX')}twilio`), workspace()]);
    return { taskRouter: openTaskRouter(settings, http), sid };
  };
  const tasks = async (): Promise<Tasks> => {
    const { taskRouter, sid } = await router();
    return openTasks(taskRouter, sid);
  };
  return { workspace, router, tasks };
}
