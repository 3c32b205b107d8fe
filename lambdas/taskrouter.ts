import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { webhookRequest } from '../lib/aws/gateway.ts';
import { handle, setting } from '../lib/aws/handler.ts';
import { count, logger } from '../lib/aws/observe.ts';
import { eventParcel, send } from '../lib/aws/queue.ts';
import { openSecrets } from '../lib/aws/secrets.ts';
import { parseForm } from '../lib/channels/shared/form.ts';
import { verifyTwilio } from '../lib/channels/shared/twilio.ts';
import { isListener, readAgentMessage } from '../lib/flex/webhook.ts';
import { readTaskEvent } from '../lib/tasks/events.ts';
import { readTwilioSettings } from '../lib/tasks/settings.ts';

const client = new SQSClient({});
const inboundUrl = setting('INBOUND_QUEUE_URL');
const secretName = `${setting('SECRET_PREFIX')}twilio`;
const secretOf = openSecrets(new SecretsManagerClient({}), Date.now);

/**
 * POST /taskrouter/events and /taskrouter/assignment: what TaskRouter calls. An assignment is always answered with
 * "decide later": the agent does, by the reservation. POST /flex/messages: what is said in a conversation of Flex.
 */
export const handler = handle<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(async (gatewayEvent) => {
  const request = webhookRequest(gatewayEvent);
  const verdict = verifyTwilio(request, readTwilioSettings(await secretOf(secretName)));
  if (verdict.verdict !== 'accept') {
    count('rejected', { channel: 'taskrouter' });
    logger.warn('a TaskRouter callback was rejected');
    return { statusCode: 401, body: 'The signature does not fit.' };
  }
  const { requestId } = gatewayEvent.requestContext;
  const json = { 'content-type': 'application/json' };
  if (gatewayEvent.rawPath === '/taskrouter/assignment') return { statusCode: 200, headers: json, body: '{}' };
  if (isListener(request.url)) {
    const said = readAgentMessage(request, Date.now());
    count('flex_message', { type: said.length > 0 ? 'said' : 'ignored' });
    await send(
      client,
      inboundUrl,
      said.map((event) => eventParcel(event, requestId, Date.now())),
    );
    return { statusCode: 204, headers: json };
  }
  const event = readTaskEvent(Object.fromEntries(parseForm(request.body)), Date.now());
  count('taskrouter_event', { type: event?.event ?? 'ignored' });
  if (event) await send(client, inboundUrl, [eventParcel(event, requestId, Date.now())]);
  return { statusCode: 204, headers: json };
});
