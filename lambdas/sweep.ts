import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { deployment } from '../config/deployment.ts';
import { deployedTable, outsideHttp } from '../lib/aws/deployed.ts';
import { deployedDesk } from '../lib/aws/desk.ts';
import { deployedFlex, tasksOf } from '../lib/aws/flex.ts';
import { handle, setting } from '../lib/aws/handler.ts';
import { count, logger } from '../lib/aws/observe.ts';
import { eventParcel, send } from '../lib/aws/queue.ts';
import { openSecrets } from '../lib/aws/secrets.ts';
import { openInbox } from '../lib/store/inbox.ts';
import { findThread } from '../lib/store/threads.ts';
import { sweep } from '../lib/sweep.ts';
import { ownTasks } from '../lib/tasks/open-tasks.ts';

const client = new SQSClient({});
const inboundUrl = setting('INBOUND_QUEUE_URL');
const table = deployedTable();
const http = outsideHttp();
const secretOf = openSecrets(new SecretsManagerClient({}), Date.now);
const desk = deployedDesk(table, http, secretOf);
const flex = deployedFlex(deployment.desk, table, http, { secretOf, desk });

/** Every few minutes: repairs what an outage of TaskRouter, or a lost event, has left. */
export const handler = handle<unknown, void>(async (_, { awsRequestId }) => {
  const tasks = await tasksOf(desk, flex);
  const { told, ended } = await sweep({
    threads: () => openInbox(table).withAgents(),
    state: (thread) => findThread(table, thread),
    tasks: {
      open: async () => ownTasks(await tasks.open()),
      ending: tasks.ending,
      holder: tasks.holder,
      end: tasks.end,
    },
    enqueue: (event) => send(client, inboundUrl, [eventParcel(event, awsRequestId, Date.now())]),
    now: Date.now,
  });
  if (told + ended > 0) logger.warn('what was left lying was repaired', { told, ended });
  for (const [what, times] of Object.entries({ told, ended })) {
    for (let time = 0; time < times; time++) count('swept', { what });
  }
});
