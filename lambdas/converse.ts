import { randomUUID } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { deployment } from '../config/deployment.ts';
import taskRouterConfig from '../config/taskrouter.json' with { type: 'json' };
import { workThrough } from '../lib/aws/batch.ts';
import { deployedTable, outsideHttp, roleCredentials } from '../lib/aws/deployed.ts';
import { readEnvelope } from '../lib/aws/envelope.ts';
import { handle, setting } from '../lib/aws/handler.ts';
import { logger } from '../lib/aws/observe.ts';
import { effectParcel, send } from '../lib/aws/queue.ts';
import { openSecrets } from '../lib/aws/secrets.ts';
import { ask } from '../lib/bots/ask.ts';
import { callOut } from '../lib/conversation/call-out.ts';
import { converse } from '../lib/conversation.ts';
import { threadEventSchema } from '../lib/message.ts';
import { openRouting } from '../lib/routing.ts';
import { openStore } from '../lib/store/store.ts';

const client = new SQSClient({});
const outboundUrl = setting('OUTBOUND_QUEUE_URL');
const queues = { queueUrl: setting('INBOUND_QUEUE_URL'), deadLetterUrl: setting('INBOUND_DEAD_LETTER_URL') };
const store = openStore(deployedTable(), Date.now);
const http = outsideHttp();
const secretOf = openSecrets(new SecretsManagerClient({}), Date.now);
const prefix = setting('SECRET_PREFIX');
const bots = {
  configured: deployment.bots,
  secretOf: (bot: string) => secretOf(`${prefix}bots/${bot}`),
  credentials: roleCredentials,
  http,
};
const routing = openRouting(taskRouterConfig, deployment.workflows);
const newId = () => randomUUID().replaceAll('-', '');

/** Milliseconds of an invocation that calls of flows leave to the rest of it. */
const reserve = 15_000;

/** inbound.fifo: moves conversations. */
export const handler = handle<SQSEvent, SQSBatchResponse>((batch, context) =>
  workThrough(client, queues, batch, async (message) => {
    const { traceId, body } = readEnvelope(threadEventSchema, message);
    await converse(
      {
        store,
        call: callOut(http, () => context.getRemainingTimeInMillis() - reserve),
        bot: (name, message, timeout) => ask(bots, name, message, timeout),
        newId,
        texts: deployment.texts,
        routing,
        desk: deployment.desk,
        log: (sentence, facts) => logger.error(sentence, { traceId, ...facts }),
        enqueue: (effects, again) =>
          send(
            client,
            outboundUrl,
            effects.map((effect) => effectParcel(effect, traceId, Date.now(), again)),
          ),
      },
      body,
    );
  }),
);
