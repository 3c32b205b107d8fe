import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { deployment } from '../config/deployment.ts';
import taskRouterConfig from '../config/taskrouter.json' with { type: 'json' };
import { deployedTable, outsideHttp } from '../lib/aws/deployed.ts';
import { webhookRequest } from '../lib/aws/gateway.ts';
import { handle, setting } from '../lib/aws/handler.ts';
import { count, logger } from '../lib/aws/observe.ts';
import { effectParcel, eventParcel, send } from '../lib/aws/queue.ts';
import { openSecrets } from '../lib/aws/secrets.ts';
import { deployedVoice } from '../lib/voice/deployed.ts';
import { takeVoiceWebhook, voiceRoute } from '../lib/voice/webhook.ts';

const client = new SQSClient({});
const inboundUrl = setting('INBOUND_QUEUE_URL');
const outboundUrl = setting('OUTBOUND_QUEUE_URL');
const { world, settings } = deployedVoice(deployment, taskRouterConfig, {
  table: deployedTable(),
  http: outsideHttp(),
  secretOf: openSecrets(new SecretsManagerClient({}), Date.now),
});

/** POST /voice/{account} and what lies below it: what Twilio asks and tells of a call. */
export const handler = handle<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(async (event) => {
  const trace = event.requestContext.requestId;
  const route = voiceRoute(event.pathParameters?.account ?? '', event.routeKey.split('/').at(-1));
  const { status, headers, body } = await takeVoiceWebhook(
    {
      ...world,
      enqueue: (events) =>
        send(
          client,
          inboundUrl,
          events.map((one) => eventParcel(one, trace, Date.now())),
        ),
      carry: (effects) =>
        send(
          client,
          outboundUrl,
          effects.map((one) => effectParcel(one, trace, Date.now(), false)),
        ),
      log: (sentence, facts) => logger.warn(sentence, facts),
    },
    route,
    webhookRequest(event),
    await settings(),
  );
  count('voice_webhook', { status: String(status) });
  return { statusCode: status, headers, body };
});
