import { randomUUID } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import consoleJson from '../config/console.json' with { type: 'json' };
import { deployment } from '../config/deployment.ts';
import taskRouterJson from '../config/taskrouter.json' with { type: 'json' };
import { lookInto } from '../lib/aws/dead-letters.ts';
import { deployedDoor, deployedMedia, deployedTable, forBrowsers, outsideHttp } from '../lib/aws/deployed.ts';
import { deployedDesk } from '../lib/aws/desk.ts';
import { jsonAnswer, jsonBody, webhookRequest } from '../lib/aws/gateway.ts';
import { handle, setting } from '../lib/aws/handler.ts';
import { effectParcel, eventParcel, send } from '../lib/aws/queue.ts';
import { openSecrets } from '../lib/aws/secrets.ts';
import { callerOf } from '../lib/console/caller.ts';
import { keep } from '../lib/console/kept.ts';
import { readConsoleSettings } from '../lib/console/settings.ts';
import type { World } from '../lib/console/world.ts';
import { answerConsole } from '../lib/console.ts';
import { openConsoleStore } from '../lib/store/console.ts';
import { readDeskRules } from '../lib/tasks/desk-rules.ts';
import { openFigures } from '../lib/tasks/figures.ts';
import { readTwilioSettings } from '../lib/tasks/settings.ts';
import type { TaskRouter } from '../lib/tasks/taskrouter.ts';
import { openTasks } from '../lib/tasks/tasks.ts';
import { openTeam, type Team } from '../lib/tasks/team.ts';
import { readFacts } from '../lib/tasks/why/read.ts';
import { whyOf } from '../lib/tasks/why.ts';
import { openTelephony } from '../lib/voice/conference/telephony.ts';

const client = new SQSClient({});
const inboundUrl = setting('INBOUND_QUEUE_URL');
const outboundUrl = setting('OUTBOUND_QUEUE_URL');
const letters = [
  { name: 'inbound', url: setting('INBOUND_DEAD_LETTER_URL') },
  { name: 'outbound', url: setting('OUTBOUND_DEAD_LETTER_URL') },
];
const table = deployedTable();
const store = openConsoleStore(table);
const http = outsideHttp();
const door = deployedDoor(http);
const secretOf = openSecrets(new SecretsManagerClient({}), Date.now);
const desk = deployedDesk(table, http, secretOf);
const phone = {
  telephony: openTelephony(http, async () => readTwilioSettings(await secretOf(`${setting('SECRET_PREFIX')}twilio`))),
  numbers: deployment.voice,
  origin: setting('WEBHOOK_ORIGIN'),
};
const settings = readConsoleSettings(consoleJson);
const rules = readDeskRules(taskRouterJson);
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

/** A worker's SID changes only where somebody deletes the worker and makes it anew. */
const workerNamed = keep(async ({ named }: Team, name) => named(name), 300_000, Date.now);
/** To explain a task takes ten calls, and its page is read again with every line that is said. */
const explained = keep(
  async ({ taskRouter, sid }: { taskRouter: TaskRouter; sid: string }, taskSid) => {
    const { summary, sentences } = whyOf(await readFacts(taskRouter, sid, taskSid, Date.now()));
    return [...(summary === undefined ? [] : [summary]), ...sentences];
  },
  30_000,
  Date.now,
);

/** /console/...: the agents' side, for who shows an access token of the sign-in. */
export const handler = handle<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(async (event) => {
  const { method, query, headers, body } = webhookRequest(event);
  const admission = await callerOf(door, headers.authorization);
  if ('error' in admission) return jsonAnswer(admission.status, { error: admission.error });
  const world = await openWorld(event.requestContext.requestId);
  const asked = { method, path: event.rawPath, query, body: jsonBody(body), caller: admission.caller };
  const { status, body: answer } = await answerConsole(world, asked);
  return jsonAnswer(status, answer);
});

async function openWorld(trace: string): Promise<World> {
  const { taskRouter, sid } = await desk.router();
  const team = openTeam(taskRouter, sid);
  return {
    tasks: openTasks(taskRouter, sid),
    team,
    figures: openFigures(taskRouter, sid),
    worker: (name) => workerNamed(team, name),
    why: async (taskSid) => (await explained({ taskRouter, sid }, taskSid)) ?? [],
    store,
    enqueue: (said) => send(client, inboundUrl, [eventParcel(said, trace, Date.now())]),
    signal: (effect) => send(client, outboundUrl, [effectParcel(effect, trace, Date.now(), false)]),
    deadLetters: async () => (await Promise.all(letters.map((queue) => lookInto(client, queue)))).flat(),
    files,
    phone,
    rules,
    settings,
    socket: setting('REALTIME_SOCKET'),
    now: Date.now,
  };
}
