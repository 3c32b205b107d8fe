import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { deployment } from '../../config/deployment.ts';
import { openSecrets } from '../../lib/aws/secrets.ts';
import { Permanent } from '../../lib/errors.ts';
import { createHttp } from '../../lib/http.ts';
import { readApplied } from '../../lib/store/applied.ts';
import type { Table } from '../../lib/store/table.ts';
import type { Applied } from '../../lib/tasks/applied.ts';
import { openTaskRouter, type TaskRouter } from '../../lib/tasks/taskrouter.ts';
import { localAccess } from '../../local/aws/access.ts';
import { textOf } from '../flow-file.ts';
import { accessTable, announcedTable } from '../table-access.ts';

/** The options by which an operator says which deployment and which account are meant. */
export const siteOptions = {
  table: { type: 'string' },
  origin: { type: 'string' },
  local: { type: 'boolean' },
  data: { type: 'string' },
} as const;
export const siteHelp = `  --table NAME        the table of the deployment, where the last apply is remembered; else TABLE_NAME
  --origin URL        where the deployment is reached; else SEAWAY_ORIGIN, else what the last apply was told
  --local             the Seaway that "npm start" runs on this machine
  --data FOLDER       where that one keeps its data, if not in .seaway

The account is that of TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN where they are set, else that of the secret
${deployment.name}/twilio, which is read with your usual AWS environment.`;

export type Site = { taskRouter: TaskRouter; table: Table; applied: Applied | undefined; origin: string };
type Where = { table?: string; origin?: string; local?: boolean; data?: string };

const announcedSchema = z.object({
  origin: z.string(),
  secretsManager: z.string(),
  origins: z.record(z.string(), z.string()),
});

/** The TaskRouter account and the table that are meant. Throws Permanent where it is not said which. */
export async function openSite({ table: name, origin, local, data }: Where): Promise<Site> {
  if (local) return localSite(join(data ?? join(import.meta.dirname, '..', '..', '.seaway'), 'endpoints.json'));
  const table = await accessTable(name === undefined ? {} : { table: name });
  const applied = await readApplied(table);
  const address = origin ?? process.env.SEAWAY_ORIGIN ?? applied?.origin;
  if (address === undefined || !address.startsWith('https://'))
    throw new Permanent('say where the deployment is reached: --origin URL, as cdk deploy printed it');
  const secretOf = openSecrets(new SecretsManagerClient({}), Date.now);
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = process.env;
  const secret = accountSid && authToken ? { accountSid, authToken } : await secretOf(`${deployment.name}/twilio`);
  return { taskRouter: openTaskRouter(secret, createHttp()), table, applied, origin: new URL(address).origin };
}

/** The Seaway of which a file says where it is. */
async function localSite(file: string): Promise<Site> {
  const table = await announcedTable(file);
  const announced = announcedSchema.parse(JSON.parse(await textOf(file)));
  const client = new SecretsManagerClient({ endpoint: announced.secretsManager, ...localAccess });
  const secret = await openSecrets(client, Date.now)(`${deployment.name}/twilio`);
  const taskRouter = openTaskRouter(secret, createHttp(announced.origins));
  return { taskRouter, table, applied: await readApplied(table), origin: announced.origin };
}
