import { randomUUID } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { deployment } from '../config/deployment.ts';
import taskRouterConfig from '../config/taskrouter.json' with { type: 'json' };
import { deployedTable, outsideHttp } from '../lib/aws/deployed.ts';
import { jsonAnswer, jsonBody, misfits, webhookRequest } from '../lib/aws/gateway.ts';
import { handle, setting } from '../lib/aws/handler.ts';
import { logger } from '../lib/aws/observe.ts';
import { eventParcel, send } from '../lib/aws/queue.ts';
import { openSecrets } from '../lib/aws/secrets.ts';
import { answerExecutions, type Office } from '../lib/executions.ts';
import type { ThreadEvent } from '../lib/message.ts';
import { openFlows } from '../lib/store/flows.ts';
import { openRequests } from '../lib/store/requests.ts';
import { findThread } from '../lib/store/threads.ts';
import { deployedVoice } from '../lib/voice/deployed.ts';

const client = new SQSClient({});
const inboundUrl = setting('INBOUND_QUEUE_URL');
const table = deployedTable();
const secretOf = openSecrets(new SecretsManagerClient({}), Date.now);
const { world } = deployedVoice(deployment, taskRouterConfig, { table, http: outsideHttp(), secretOf });
const { latest } = openFlows(table, Date.now);

/** POST /flows/{flow}/executions and GET /flows/{flow}/executions/{execution}, for callers with IAM credentials. */
export const handler = handle<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(async (event) => {
  const { method, url, body } = webhookRequest(event);
  const { flow = '', execution } = event.pathParameters ?? {};
  if ((execution === undefined) !== (method === 'POST'))
    return jsonAnswer(405, { error: `there is no ${method} here` });
  const enqueue = (events: ThreadEvent[]) =>
    send(
      client,
      inboundUrl,
      events.map((one) => eventParcel(one, event.requestContext.requestId, Date.now())),
    );
  const office: Office = {
    published: latest,
    accounts: deployment.accounts,
    numbers: deployment.voice,
    voice: { ...world, enqueue, log: (sentence, facts) => logger.warn(sentence, facts) },
    state: (thread) => findThread(table, thread),
    requests: openRequests(table),
    enqueue: (one) => enqueue([one]),
    newId: () => randomUUID().replaceAll('-', ''),
  };
  const { origin } = new URL(url);
  const request = { flow, execution, body: body.length > 0 ? jsonBody(body) : {}, origin };
  const answer = await answerExecutions(office, request).catch(unfit);
  return jsonAnswer(answer.status, answer.body);
});

/** What does not fit is told by its path; anything else is for the logs and a 500. */
function unfit(error: unknown) {
  if (!(error instanceof z.ZodError)) throw error;
  return { status: 400, body: { code: 20001, status: 400, message: misfits(error) } };
}
