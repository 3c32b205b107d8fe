import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { localAccess } from '../../../local/aws/access.ts';
import { type Cloud, startCloud } from '../../../local/cloud/cloud.ts';
import { queue, route, writeStack } from './fixture.ts';

// What each of these does is what a test below needs of a function, and nothing of Seaway.
const functions = {
  Echo: `export const handler = async (event, context) => ({ event, env: { ...process.env }, name: context.functionName });`,
  Meet: `let wake; let met = 0; const all = new Promise((resolve) => { wake = resolve; });
    export const handler = async () => { met += 1; if (met === 2) wake(); await all; return met; };`,
  Crash: `export const handler = async (event) => { if (event.crash) process.exit(1); return 'alive'; };`,
  Hang: `export const handler = async (event) => (event.hang ? new Promise(() => setInterval(() => {}, 1000)) : 'alive');`,
  Broken: `throw new Error('it cannot even load');`,
  Throw: `export const handler = async () => { throw new TypeError('not this'); };`,
  Publish: `import { appendFileSync } from 'node:fs';
    export const handler = async () => { appendFileSync(process.env.FILE, 'published\\n'); console.log('it is done'); };`,
  Work: `import { appendFileSync } from 'node:fs';
    export const handler = async ({ Records }) => {
      const batchItemFailures = [];
      for (const { messageId, body, attributes } of Records) {
        const { name, failures } = JSON.parse(body);
        if (Number(attributes.ApproximateReceiveCount) <= failures) batchItemFailures.push({ itemIdentifier: messageId });
        else appendFileSync(process.env.FILE, attributes.MessageGroupId + ' ' + name + '\\n');
      }
      return { batchItemFailures };
    };`,
};

let cloud: Cloud;
let file: string;
let data: string;
const printed: string[] = [];

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'seaway-data-'));
  file = join(data, 'file');
  cloud = await startCloud({
    template: await writeStack({
      functions,
      timeout: 1,
      environment: {
        FILE: file,
        QUEUE_URL: { Ref: 'Inbound' },
        WEBHOOK_ORIGIN: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] },
      },
      resources: {
        Api: { Type: 'AWS::ApiGatewayV2::Api' },
        ...route('POST /echo/{name}', 'Echo'),
        Dead: queue(),
        Inbound: queue({
          VisibilityTimeout: 1,
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 },
        }),
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            EventSourceArn: { 'Fn::GetAtt': ['Inbound', 'Arn'] },
            FunctionName: { Ref: 'WorkFunction' },
            FunctionResponseTypes: ['ReportBatchItemFailures'],
          },
        },
        Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'PublishFunction' } } },
        Trigger: { Type: 'Custom::Trigger', Properties: { HandlerArn: { Ref: 'Version' } } },
      },
      outputs: { Webhook: { Value: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, '/echo/you']] } } },
    }),
    data,
    origins: { 'https://api.line.me': 'http://127.0.0.1:9' },
    log: (line) => printed.push(line),
    output: (text) => printed.push(text),
  });
});
afterAll(() => cloud.close());

test('a deployment runs its trigger before anything else, and what functions print is kept', async () => {
  expect((await lines())[0]).toBe('published');
  await vi.waitFor(async () => expect(await readFile(join(data, 'functions.log'), 'utf8')).toContain('it is done'));
  expect(printed.join('')).toContain('it is done');
});

describe('a function', () => {
  test('gets the environment of the template, the endpoints of this machine and no credentials of anybody', async () => {
    const { env, name } = z
      .object({ env: z.record(z.string(), z.string()), name: z.string() })
      .parse(await cloud.invoke('echo', {}));
    expect(name).toBe('echo');
    expect(env).toMatchObject({
      QUEUE_URL: `${cloud.endpoints.sqs}/000000000000/Inbound.fifo`,
      WEBHOOK_ORIGIN: cloud.origin,
      SEAWAY_ORIGINS: '{"https://api.line.me":"http://127.0.0.1:9"}',
      AWS_ENDPOINT_URL_DYNAMODB: cloud.endpoints.dynamodb,
      AWS_ENDPOINT_URL_SQS: cloud.endpoints.sqs,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: cloud.endpoints.secretsManager,
      AWS_ENDPOINT_URL_SCHEDULER: cloud.endpoints.scheduler,
      AWS_LAMBDA_FUNCTION_NAME: 'echo',
      AWS_ACCESS_KEY_ID: 'local',
    });
    expect(env).not.toHaveProperty('PATH');
  });

  test('answers the route that the output names', async () => {
    const { Webhook = '' } = cloud.outputs;
    const response = await fetch(Webhook, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(await response.json()).toMatchObject({ event: { pathParameters: { name: 'you' }, body: '{}' } });
  });

  test('works on several events at once', async () => {
    expect(await Promise.all([cloud.invoke('meet', {}), cloud.invoke('meet', {})])).toEqual([2, 2]);
  });

  test('that throws fails with its error', async () => {
    await expect(cloud.invoke('throw', {})).rejects.toMatchObject({ name: 'TypeError', message: 'not this' });
  });

  test.each([
    ['crash', { crash: true }, 'the function crash crashed'],
    ['hang', { hang: true }, 'the function hang timed out after 1 s'],
  ])('that does %s fails, and is there again for the next event', async (name, event, sentence) => {
    expect(await cloud.invoke(name, {})).toBe('alive');
    await expect(cloud.invoke(name, event)).rejects.toThrow(sentence);
    expect(await cloud.invoke(name, {})).toBe('alive');
  });

  test('whose bundle does not load fails with the reason', async () => {
    await expect(cloud.invoke('broken', {})).rejects.toThrow('the function broken crashed: Error: it cannot even load');
  });

  test('that does not exist is named', async () => {
    await expect(async () => cloud.invoke('other', {})).rejects.toThrow(
      'the template has no function "other", only echo',
    );
  });
});

test('a queue is worked on in order per group: a failure holds up its own group, a poison message only for a while', async () => {
  const sqs = new SQSClient({ endpoint: cloud.endpoints.sqs, ...localAccess });
  const messages = [
    { group: 'a', name: '1', failures: 0 },
    { group: 'a', name: '2', failures: 1 },
    { group: 'a', name: '3', failures: 0 },
    { group: 'b', name: '1', failures: 9 },
    { group: 'b', name: '2', failures: 0 },
    { group: 'c', name: '1', failures: 0 },
    { group: 'c', name: '2', failures: 0 },
  ];
  const Entries = messages.map(({ group, ...body }, index) => ({
    Id: String(index),
    MessageGroupId: group,
    MessageDeduplicationId: String(index),
    MessageBody: JSON.stringify(body),
  }));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: cloud.ref('Inbound'), Entries }));
  const done = async (group: string) =>
    (await lines()).filter((line) => line.startsWith(`${group} `)).map((line) => line.slice(2));
  await vi.waitFor(async () => expect([await done('a'), await done('b')]).toEqual([['1', '2', '3'], ['2']]), 8_000);
  expect(await done('c')).toEqual(['1', '2']);
  expect((await lines()).indexOf('c 2')).toBeLessThan((await lines()).indexOf('a 2'));

  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: cloud.ref('Dead') }));
  expect(Messages.map(({ Body }) => Body)).toEqual(['{"name":"1","failures":9}']);
});

describe('a start that cannot succeed says why', () => {
  const options = { origins: {}, log: () => {} };

  test('nothing was synthesized', async () => {
    const template = await mkdtemp(join(tmpdir(), 'seaway-'));
    await expect(startCloud({ ...options, template })).rejects.toThrow('run npm run synth');
  });

  test('the template speaks of something that the local cloud does not have', async () => {
    const template = await writeStack({ functions: { Echo: '' }, environment: { BUCKET: { Ref: 'Bucket' } } });
    await expect(startCloud({ ...options, template })).rejects.toThrow(
      'Resources.EchoFunction.Properties.Environment.Variables.BUCKET: the local cloud does not know Ref Bucket',
    );
  });
});

const lines = async () => (await readFile(file, 'utf8')).trim().split('\n');
