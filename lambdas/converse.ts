import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { deployment } from '../config/deployment.ts';
import { workThrough } from '../lib/aws/batch.ts';
import { deployedTable, outsideHttp } from '../lib/aws/deployed.ts';
import { handle, setting } from '../lib/aws/handler.ts';
import { logger } from '../lib/aws/observe.ts';
import { effectParcel, readEnvelope, send } from '../lib/aws/queue.ts';
import { callOut } from '../lib/conversation/call-out.ts';
import { converse } from '../lib/conversation.ts';
import { threadEventSchema } from '../lib/message.ts';
import { openStore } from '../lib/store/store.ts';

const client = new SQSClient({});
const outboundUrl = setting('OUTBOUND_QUEUE_URL');
const queues = { queueUrl: setting('INBOUND_QUEUE_URL'), deadLetterUrl: setting('INBOUND_DEAD_LETTER_URL') };
const store = openStore(deployedTable(), Date.now);
const call = callOut(outsideHttp());
const newId = () => randomUUID().replaceAll('-', '');

/** inbound.fifo: moves conversations. */
export const handler = handle<SQSEvent, SQSBatchResponse>((batch) =>
  workThrough(client, queues, batch, async (message) => {
    const { traceId, body } = readEnvelope(threadEventSchema, message);
    await converse(
      {
        store,
        call,
        newId,
        texts: deployment.texts,
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
