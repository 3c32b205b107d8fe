import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { deployment } from '../config/deployment.ts';
import { outsideHttp } from '../lib/aws/deployed.ts';
import { webhookRequest } from '../lib/aws/gateway.ts';
import { handle, setting } from '../lib/aws/handler.ts';
import { count, logger } from '../lib/aws/observe.ts';
import { openPublishedKeys } from '../lib/aws/published-keys.ts';
import { eventParcel, send } from '../lib/aws/queue.ts';
import { openSecrets } from '../lib/aws/secrets.ts';
import { takeWebhook } from '../lib/webhook.ts';

const client = new SQSClient({});
const inboundUrl = setting('INBOUND_QUEUE_URL');
const deadLetterUrl = setting('INBOUND_DEAD_LETTER_URL');
const secretPrefix = setting('SECRET_PREFIX');
const secretOf = openSecrets(new SecretsManagerClient({}), Date.now);
const keysOf = openPublishedKeys(outsideHttp(), Date.now);

/** GET and POST /webhooks/{channel}/{account}: what the channels' providers call. */
export const handler = handle<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(async (event) => {
  const { channel = '', account = '' } = event.pathParameters ?? {};
  const trace = event.requestContext.requestId;
  const reception = {
    accounts: deployment.accounts,
    secret: (ofChannel: string, ofAccount: string) => secretOf(`${secretPrefix}${ofChannel}/${ofAccount}`),
    keys: keysOf,
    enqueue: (events) =>
      send(
        client,
        inboundUrl,
        events.map((one) => eventParcel(one, trace, Date.now())),
      ),
    bury: (body, reason) => send(client, deadLetterUrl, [{ group: trace, deduplication: trace, body, reason }]),
    count,
    log: (sentence, facts) => logger.warn(sentence, facts),
  } satisfies Parameters<typeof takeWebhook>[0];
  const { status, headers, body } = await takeWebhook(reception, { channel, account }, webhookRequest(event));
  return { statusCode: status, headers, body };
});
