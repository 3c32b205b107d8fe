import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { deployment } from '../../config/deployment.ts';
import { openSecrets } from '../../lib/aws/secrets.ts';
import { createHttp } from '../../lib/http.ts';
import { openTable, type Table } from '../../lib/store/table.ts';
import { readWorkspace } from '../../lib/store/workspace.ts';
import { openTaskRouter } from '../../lib/tasks/taskrouter.ts';
import { localAccess } from '../aws/access.ts';
import { readTemplate, resourcesOf } from '../cloud/template.ts';
import type { Provider } from '../providers/provider.ts';
import { type Seaway, startSeaway } from '../seaway.ts';
import type { Bench } from './section.ts';
import { openTap, type Tap } from './tap.ts';

/** A whole Seaway with a tap in it, and the doors at its back that setting a scene takes. */
export type Stage = {
  tap: Tap;
  table: Table;
  phone(channel: string): Provider;
  taskRouter: Awaited<ReturnType<typeof workspaceOf>>;
};

/** Plays on a Seaway of its own, every upstream call of which takes `delay` ms longer. */
export async function onStage<Result>(
  { template, progress }: Bench,
  { delay }: { delay: number },
  play: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const tap = openTap({ delay });
  const seaway = await startSeaway({ template, rewire: tap.rewire, log: progress });
  try {
    const table = tableOf(seaway, template);
    return await play({ tap, table, phone: phoneOf(seaway), taskRouter: await workspaceOf(seaway, table) });
  } finally {
    await seaway.close();
    await tap.close();
  }
}

/** The stand-in of a channel's provider; throws where the deployment has no such channel. */
export const phoneOf =
  ({ phones }: Seaway) =>
  (channel: string): Provider => {
    const phone = phones[channel];
    if (!phone) throw new Error(`the bench needs an account of ${channel} in config/deployment.ts`);
    return phone;
  };

/** The table of a running Seaway. */
export function tableOf({ cloud }: Seaway, template: string): Table {
  const [table] = resourcesOf(readTemplate(template), 'AWS::DynamoDB::GlobalTable');
  const client = new DynamoDBClient({ endpoint: cloud.endpoints.dynamodb, ...localAccess });
  return openTable(client, cloud.ref(table?.id ?? '') ?? '');
}

/** Its TaskRouter workspace, to be changed past the API of agents. */
export async function workspaceOf({ cloud, taskRouter }: Seaway, table: Table) {
  const client = new SecretsManagerClient({ endpoint: cloud.endpoints.secretsManager, ...localAccess });
  const settings = await openSecrets(client, Date.now)(`${deployment.name}/twilio`);
  const http = createHttp({ 'https://taskrouter.twilio.com': taskRouter.origin });
  return openTaskRouter(settings, http).v1.workspaces((await readWorkspace(table)).sid);
}

/** Lets every worker hold as many tasks as TaskRouter takes, which is 50, and gives how many that makes in all. */
export async function makeRoom(taskRouter: Stage['taskRouter']): Promise<number> {
  const workers = await taskRouter.workers.list();
  for (const { sid } of workers) await taskRouter.workers(sid).workerChannels('chat').update({ capacity: 50 });
  return workers.length * 50;
}
