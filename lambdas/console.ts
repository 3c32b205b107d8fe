import { randomUUID } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { deployment } from '../config/deployment.ts';
import { deployedMedia, deployedTable, forBrowsers, outsideHttp } from '../lib/aws/deployed.ts';
import { deployedDesk } from '../lib/aws/desk.ts';
import { jsonAnswer, jsonBody, misfits, webhookRequest } from '../lib/aws/gateway.ts';
import { handle, setting } from '../lib/aws/handler.ts';
import { effectParcel, eventParcel, send } from '../lib/aws/queue.ts';
import { openSecrets } from '../lib/aws/secrets.ts';
import { answerConsole } from '../lib/console.ts';
import { reasonOf } from '../lib/errors.ts';
import { findThread } from '../lib/store/threads.ts';
import { openTranscript } from '../lib/store/transcript.ts';
import { Refused } from '../lib/tasks/taskrouter.ts';

const client = new SQSClient({});
const inboundUrl = setting('INBOUND_QUEUE_URL');
const outboundUrl = setting('OUTBOUND_QUEUE_URL');
const table = deployedTable();
const transcript = openTranscript(table);
const http = outsideHttp();
const desk = deployedDesk(table, http, openSecrets(new SecretsManagerClient({}), Date.now));
/** The same link for five minutes, so that a browser that looks again has the file already. */
const media = deployedMedia(http, () => Math.floor(Date.now() / 300_000) * 300_000);
const files = {
  media: {
    link: (...of: Parameters<typeof media.link>) => forBrowsers(media.link(...of)),
    upload: (...of: Parameters<typeof media.upload>) => forBrowsers(media.upload(...of)),
  },
  rules: deployment.media,
  newId: randomUUID,
};

/** /console/...: the agents' side. API Gateway lets only requests signed with IAM credentials through. */
export const handler = handle<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(async (event) => {
  const { method, query, body } = webhookRequest(event);
  const trace = event.requestContext.requestId;
  const { status, body: answer } = await answerConsole(
    {
      tasks: await desk.tasks(),
      state: (thread) => findThread(table, thread),
      transcript: (thread) => transcript.page(thread, 200),
      enqueue: (said) => send(client, inboundUrl, [eventParcel(said, trace, Date.now())]),
      signal: (effect) => send(client, outboundUrl, [effectParcel(effect, trace, Date.now(), false)]),
      files,
      now: Date.now,
    },
    { method, path: event.rawPath, query, body: jsonBody(body) },
  ).catch(refusal);
  return jsonAnswer(status, answer);
});

/** What the caller did wrong is told to them; anything else is for the logs and a 500. */
function refusal(error: unknown): { status: number; body: unknown } {
  if (error instanceof z.ZodError) return { status: 400, body: { error: misfits(error) } };
  if (error instanceof Refused) return { status: error.status === 404 ? 404 : 409, body: { error: reasonOf(error) } };
  throw error;
}
