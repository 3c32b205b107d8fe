import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { deployment } from '../config/deployment.ts';
import { webhookRequest } from '../lib/aws/gateway.ts';
import { handle } from '../lib/aws/handler.ts';
import { deployedReception } from '../lib/aws/reception.ts';
import { takeWebhook } from '../lib/webhook.ts';

const reception = deployedReception(deployment.accounts);

/** GET and POST /webhooks/{channel}/{account}: what the channels' providers call. */
export const handler = handle<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(async (event) => {
  const { channel = '', account = '' } = event.pathParameters ?? {};
  const taken = reception.of(event.requestContext.requestId);
  const { status, headers, body } = await takeWebhook(taken, { channel, account }, webhookRequest(event));
  return { statusCode: status, headers, body };
});
