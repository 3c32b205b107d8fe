import { join } from 'node:path';
import * as z from 'zod';
import { redirectOrigin } from '../../lib/http.ts';
import { startDynamoDb } from '../aws/dynamodb.ts';
import { startScheduler } from '../aws/scheduler.ts';
import { startSecrets } from '../aws/secrets.ts';
import { startQueues } from '../aws/sqs.ts';
import { announce } from './announce.ts';
import { startBuckets } from './buckets.ts';
import { openFunctions, type Rewire } from './functions.ts';
import { startGateway } from './gateway.ts';
import { mappingsOf } from './mappings.ts';
import { openOutput } from './output.ts';
import { placesOf, type SignInPlace } from './places.ts';
import { startPollers } from './pollers.ts';
import { resolve } from './resolve.ts';
import { createResources } from './resources.ts';
import { keepRhythms } from './rhythms.ts';
import { routesOf } from './routes.ts';
import { hasSockets, socketRoutesOf } from './socket-routes.ts';
import { readTemplate } from './template.ts';
import { pullTriggers } from './triggers.ts';
import { startSockets } from './websocket.ts';

export type CloudOptions = {
  /** The folder that `cdk synth` wrote. */
  template: string;
  /** The folder that outlives a restart: table, queues, timers, secrets and the log of the functions. In memory unless given. */
  data?: string;
  /** Of the gateway; a free one unless given. */
  port?: number;
  /** Which origin stands in for which: calls of functions to `https://api.line.me` go to the other. */
  origins: Record<string, string>;
  /** Values of secrets, by name, in place of what an earlier run kept: stand-ins forget what they were told. */
  secrets?: Record<string, unknown>;
  /** Who stands in for Cognito. */
  signIn?: SignInPlace | undefined;
  /** Further environment variables of every function. */
  env?: Record<string, string>;
  rewire?: Rewire | undefined;
  /** What the cloud itself has to say. */
  log: (line: string) => void;
  /** What the functions print. */
  output?: (text: string) => void;
};

export type Cloud = {
  /** Of the gateway: `http://127.0.0.1:PORT`. */
  origin: string;
  /** The outputs of the stack, such as the address of each webhook. */
  outputs: Record<string, string>;
  /** Which origin stands in for which, the buckets of S3 among them: for whoever meets an address of the outside here. */
  origins: Record<string, string>;
  /** For the AWS clients of tests and tools. */
  endpoints: { dynamodb: string; sqs: string; secretsManager: string; scheduler: string };
  /** What the template's name of a resource stands for: the name of a table, the URL of a queue. */
  ref(id: string): string | undefined;
  invoke(name: string, event: unknown): Promise<unknown>;
  close(): Promise<void>;
};

/** Runs a synthesized stack on this machine: the very bundles that would be deployed, each service a process or a stand-in. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const parts: Part[] = [];
  const close = async () => {
    // The last started is the first to go: doors before functions, functions before what they write to.
    for (const part of parts.splice(0).reverse()) await part.close();
  };
  try {
    return { ...(await startParts(options, parts)), close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

type Part = { close(): Promise<void> };

async function startParts(options: CloudOptions, parts: Part[]): Promise<Omit<Cloud, 'close'>> {
  const { data, port = 0, env, rewire, secrets: values = {}, log } = options;
  const started = <Started extends Part>(part: Started): Started => {
    parts.push(part);
    return part;
  };
  const file = (name: string) => (data ? { file: join(data, name) } : {});
  const template = readTemplate(options.template);

  const output = started(openOutput(options));
  const dynamodb = started(await startDynamoDb(file('dynamodb.sqlite')));
  const queues = started(await startQueues(data ? { data: join(data, 'queues') } : {}));
  const secrets = started(await startSecrets(file('secrets.json')));
  const scheduler = started(await startScheduler({ queues: queues.endpoint, log, ...file('timers.sqlite') }));
  const buckets = started(await startBuckets(template, data && join(data, 'files')));
  const gateway = started(await startGateway({ port, log }));
  const sockets = hasSockets(template) ? started(await startSockets({ log })) : undefined;

  const doors = { origin: gateway.origin, ...(sockets && { sockets: sockets.address }) };
  const places = placesOf(template, { queues: queues.endpoint, ...doors, signIn: options.signIn });
  await createResources(template, places, { dynamodb: dynamodb.endpoint, queues, secrets }, values);
  const endpoints = {
    dynamodb: dynamodb.endpoint,
    sqs: queues.endpoint,
    secretsManager: secrets.endpoint,
    scheduler: scheduler.endpoint,
  };
  const origins = { ...options.origins, ...buckets.origins, ...sockets?.origins };
  const environment = { ...endpointVariables(endpoints), SEAWAY_ORIGINS: JSON.stringify(origins), ...env };
  const functions = started(await openFunctions(template, { places, env: environment, rewire, output: output.write }));
  const routes = routesOf(template, places);
  const mappings = mappingsOf(template, places, functions);
  for (const { handler } of [...routes, ...mappings]) functions.get(handler).warm();
  const invoke = (handler: string, event: unknown) => functions.get(handler).invoke(event);
  started(gateway.serve(routes, invoke));
  if (sockets) started(sockets.serve(socketRoutesOf(template, places), invoke));
  await pullTriggers(template, places, functions);
  started(startPollers(queues.endpoint, mappings, log));
  started(keepRhythms(template, places, { functions, log }));
  if (data)
    started(
      await announce(join(data, 'endpoints.json'), { ...endpoints, origin: gateway.origin, origins }, template, places),
    );

  const outputs = Object.entries(template.outputs).map(([id, value]) => {
    const resolved = z.string().parse(resolve(value, places, `Outputs.${id}`));
    return [id, redirectOrigin(resolved, origins)] as const;
  });
  return {
    origin: gateway.origin,
    outputs: Object.fromEntries(outputs),
    origins,
    endpoints,
    ref: places.ref,
    invoke: (name, event) => functions.get(name).invoke(event),
  };
}

const endpointVariables = ({ dynamodb, sqs, secretsManager, scheduler }: Cloud['endpoints']) => ({
  AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
  AWS_ENDPOINT_URL_SQS: sqs,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager,
  AWS_ENDPOINT_URL_SCHEDULER: scheduler,
});
