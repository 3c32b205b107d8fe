import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { deployment } from '../../config/deployment.ts';
import { openSecrets } from '../../lib/aws/secrets.ts';
import { createHttp } from '../../lib/http.ts';
import { ask, openTaskRouter } from '../../lib/tasks/taskrouter.ts';
import { localAccess } from '../aws/access.ts';
import type { Seaway } from '../seaway.ts';

/**
 * Sets a worker's activity in TaskRouter, as a supervisor does in Twilio's own console: who lets an offer ring out is
 * Offline, and the console API cannot change it. Throws where there is no such worker or activity.
 */
export async function setActivity({ cloud, taskRouter }: Seaway, workerSid: string, activity: string): Promise<void> {
  const client = new SecretsManagerClient({ ...localAccess, endpoint: cloud.endpoints.secretsManager });
  const secret = await openSecrets(client, Date.now)(`${deployment.name}/twilio`);
  const api = openTaskRouter(secret, createHttp({ 'https://taskrouter.twilio.com': taskRouter.origin })).v1;
  for (const { sid } of await ask(() => api.workspaces.list({ limit: 20 }))) {
    const workspace = api.workspaces(sid);
    const workers = await ask(() => workspace.workers.list({ limit: 1000 }));
    if (!workers.some((worker) => worker.sid === workerSid)) continue;
    const [found] = await ask(() => workspace.activities.list({ friendlyName: activity }));
    if (!found) throw new Error(`there is no activity "${activity}" in config/taskrouter.json`);
    await ask(() => workspace.workers(workerSid).update({ activitySid: found.sid }));
    return;
  }
  throw new Error('there is no such agent any more: load the page again');
}
