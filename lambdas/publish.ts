import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { deployment } from '../config/deployment.ts';
import { flows } from '../config/flows/index.ts';
import taskRouterConfig from '../config/taskrouter.json' with { type: 'json' };
import { deployedTable, outsideHttp } from '../lib/aws/deployed.ts';
import { handle, setting } from '../lib/aws/handler.ts';
import { logger } from '../lib/aws/observe.ts';
import { openSecrets } from '../lib/aws/secrets.ts';
import { Permanent } from '../lib/errors.ts';
import { publish } from '../lib/publish.ts';
import { openTaskRouter } from '../lib/tasks/taskrouter.ts';

const secretOf = openSecrets(new SecretsManagerClient({}), Date.now);

/** Run by every deployment: stores flows and routes, and reconciles TaskRouter. */
export const handler = handle<unknown, unknown>(async () => {
  const taskRouter = await openTaskRouterOnceKnown(`${setting('SECRET_PREFIX')}twilio`);
  const done = await publish(
    {
      accounts: [...deployment.accounts, ...deployment.voice.map((phone) => ({ ...phone, channel: 'voice' }))],
      names: deployment,
      flows,
      taskRouter: taskRouterConfig,
    },
    {
      table: deployedTable(),
      taskRouter,
      origin: setting('WEBHOOK_ORIGIN'),
      now: Date.now(),
    },
  );
  const { revisions, changes } = done;
  logger.info('published', {
    revisions,
    changes: changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`),
  });
  return done;
});

/** The first deployment makes the secret that a person then fills: until they did, TaskRouter is left alone. */
async function openTaskRouterOnceKnown(secretName: string) {
  try {
    return openTaskRouter(await secretOf(secretName), outsideHttp());
  } catch (error) {
    if (!(error instanceof Permanent)) throw error;
    logger.warn(`TaskRouter is left alone: ${error.message}, and deploy again`);
    return undefined;
  }
}
