import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { deployment } from '../config/deployment.ts';
import { deployedMedia, deployedTable, forBrowsers, outsideHttp } from '../lib/aws/deployed.ts';
import { webhookRequest } from '../lib/aws/gateway.ts';
import { handle, setting } from '../lib/aws/handler.ts';
import { deployedReception } from '../lib/aws/reception.ts';
import { findThread } from '../lib/store/threads.ts';
import { openTranscript } from '../lib/store/transcript.ts';
import { answerWebchat, type Site } from '../lib/webchat.ts';
import { takeWebhook } from '../lib/webhook.ts';

const { accounts, media: rules } = deployment;
const table = deployedTable();
const transcript = openTranscript(table);
const media = deployedMedia(outsideHttp());
const reception = deployedReception(accounts);
const socket = setting('REALTIME_SOCKET');

/** /webchat/{account}/{what}: what pages with our chat ask for by HTTP. */
export const handler = handle<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(async (event) => {
  const { account = '' } = event.pathParameters ?? {};
  const site: Site = {
    accounts,
    secret: reception.secret,
    socket,
    now: Date.now,
    past: {
      state: (thread) => findThread(table, thread),
      lines: transcript.lines,
      media: { link: (key, how) => forBrowsers(media.link(key, how)) },
    },
    uploads: { ...rules, address: (key, file) => forBrowsers(media.upload(key, file)) },
    take: (ofAccount, request) =>
      takeWebhook(reception.of(event.requestContext.requestId), { channel: 'webchat', account: ofAccount }, request),
  };
  const what = event.rawPath.split('/').at(-1) ?? '';
  const { status, headers, body } = await answerWebchat(site, { account, what }, webhookRequest(event));
  return { statusCode: status, headers, body };
});
