import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { SeawayStack } from '../../cdk/stack.ts';
import { seawayTable } from '../../local/aws/dynamodb.ts';

const app = new App({ context: { ...CURRENTLY_RECOMMENDED_FLAGS, 'aws:cdk:bundling-stacks': [] } });
const bots = {
  faq: { kind: 'webhook', settings: { url: 'https://bot.example/ask' } },
  concierge: {
    kind: 'lex',
    settings: {
      region: 'eu-west-1',
      botId: 'ABCDEFGHIJ',
      botAliasId: 'TSTALIASID',
      locale: 'en_GB',
      handOffIntents: ['HandOff'],
    },
  },
  assistant: {
    kind: 'chat-completions',
    settings: {
      base: 'https://bedrock-runtime.eu-central-1.amazonaws.com/openai/v1',
      model: 'openai.gpt-oss-20b-1:0',
      prompt: { instructions: ['Be kind.'] },
      aws: { region: 'eu-central-1' },
    },
  },
};
const deployment = {
  name: 'seaway',
  deliveryTries: 30,
  media: { kept: 365, pages: ['https://console.example'] },
  bots,
  voice: [{ account: 'main' }],
  accounts: [
    { channel: 'line', account: 'main' },
    { channel: 'sms', account: 'support' },
  ],
};
const stack = new SeawayStack(app, 'Seaway', deployment);
const template = Template.fromStack(stack);

describe('queues', () => {
  const queues = resources('AWS::SQS::Queue');
  const isDeadLetters = (id: string) => id.includes('DeadLetters');

  test('each is FIFO and encrypted, and has dead letters or holds them', () => {
    expect(Object.keys(queues)).toHaveLength(4);
    for (const [id, properties] of Object.entries(queues)) {
      expect(properties).toMatchObject({
        FifoQueue: true,
        ContentBasedDeduplication: true,
        SqsManagedSseEnabled: true,
      });
      expect('RedrivePolicy' in properties).toBe(!isDeadLetters(id));
    }
  });

  test('each raises an alarm: on age and depth, or on the first dead letter', () => {
    for (const id of Object.keys(queues)) {
      const metrics = Object.values(resources('AWS::CloudWatch::Alarm'))
        .filter((alarm) => JSON.stringify(alarm.Dimensions ?? '').includes(`"${id}"`))
        .map(({ MetricName }) => MetricName);
      const depth = 'ApproximateNumberOfMessagesVisible';
      expect(metrics.sort()).toEqual(isDeadLetters(id) ? [depth] : ['ApproximateAgeOfOldestMessage', depth]);
    }
  });

  test('a function never works on a message for longer than the queue hides it', () => {
    const visible = z.array(z.number()).parse(
      Object.entries(queues)
        .filter(([id]) => !isDeadLetters(id))
        .map(([, { VisibilityTimeout }]) => VisibilityTimeout),
    );
    for (const name of ['Converse', 'Deliver']) {
      expect(Math.min(...visible)).toBeGreaterThanOrEqual(z.number().parse(functionNamed(name).Timeout));
    }
  });

  test('every alarm goes to the topic, which CloudWatch may publish to', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
          }),
        ]),
      },
    });
    for (const alarm of Object.values(resources('AWS::CloudWatch::Alarm'))) {
      expect(alarm.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^MonitoringAlarms/) }]);
    }
  });
});

describe('table', () => {
  const [table] = Object.values(template.findResources('AWS::DynamoDB::GlobalTable'));

  test('survives mistakes: recovery to any point in time, no deletion, kept when the stack goes', () => {
    expect(table).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        Replicas: [
          { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
        ],
      },
    });
  });

  test('has the keys that tests and the local cloud use', () => {
    expect(table?.Properties).toMatchObject(seawayTable);
  });
});

describe('files', () => {
  const [bucket] = Object.values(template.findResources('AWS::S3::Bucket'));

  test("are nobody else's: no public access, encrypted, by TLS alone, and kept when the stack goes", () => {
    expect(bucket).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } }, Action: 's3:*' }),
        ],
      },
    });
  });

  test('are deleted after a year, mail after a month, and what was never finished after a day', () => {
    const { Rules } = z
      .object({ Rules: z.array(z.record(z.string(), z.unknown())) })
      .parse(bucket?.Properties.LifecycleConfiguration);
    expect(Rules).toMatchObject([
      { ExpirationInDays: 365, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
      { ExpirationInDays: 30, Prefix: 'mail/' },
    ]);
  });

  test('are read and uploaded by the pages of the deployment', () => {
    expect(bucket?.Properties.CorsConfiguration).toMatchObject({
      CorsRules: [{ AllowedMethods: ['GET', 'PUT'], AllowedOrigins: ['https://console.example'] }],
    });
  });

  test('are kept and read by deliver, the console and the web chat alone', () => {
    for (const name of ['Webhook', 'Taskrouter', 'Converse', 'Voice', 'Executions', 'Publish', 'Realtime'])
      expect(JSON.stringify(statementsOf(name))).not.toContain('s3:');
    for (const name of ['Deliver', 'Console', 'Webchat']) {
      const allowed = statementsOf(name).filter(({ Action }) => Action.some((action) => action.startsWith('s3:')));
      expect(allowed.map(({ Action }) => Action)).toEqual([['s3:GetObject', 's3:PutObject']]);
      for (const { Resource } of allowed) expect(JSON.stringify(Resource)).toContain('/media/*');
    }
  });
});

describe('least privilege', () => {
  test('the console looks at dead letters and cannot delete them', () => {
    const ofQueues = statementsOf('Console').flatMap(({ Action }) =>
      Action.filter((action) => action.startsWith('sqs:')),
    );
    expect([...new Set(ofQueues)].sort()).toEqual(['sqs:ReceiveMessage', 'sqs:SendMessage']);
    const looked = statementsOf('Console').filter(({ Action }) => Action.includes('sqs:ReceiveMessage'));
    for (const { Resource } of looked) expect(JSON.stringify(Resource)).not.toMatch(/(Inbound|Outbound)Queue/);
  });

  test('the webhook function reads nothing but the secrets of channel accounts, and writes nothing but the inbound queues', () => {
    const statements = statementsOf('Webhook');
    expect(statements.flatMap(({ Action }) => Action).sort()).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'secretsmanager:GetSecretValue',
      'sqs:SendMessage',
    ]);
    expect(JSON.stringify(statements)).not.toContain('twilio');
  });

  test.each([
    ['Voice', ['Inbound', 'Outbound']],
    ['Executions', ['Inbound']],
  ])('%s reads one secret, that of Twilio, and sends to no queues but %j', (name, queues) => {
    const statements = statementsOf(name);
    const allowed = (action: string) => statements.filter(({ Action }) => Action.includes(action));
    expect(allowed('secretsmanager:GetSecretValue').map(({ Resource }) => Resource)).toEqual([
      { Ref: expect.stringMatching(/^Secretstwilio/) },
    ]);
    const reached = allowed('sqs:SendMessage').flatMap(({ Resource }) => Resource);
    expect(reached).toEqual(
      queues.map((queue) => ({ 'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${queue}Queue`)), 'Arn'] })),
    );
    const others = statements.flatMap(({ Action }) => Action).filter((one) => /^(sqs|scheduler|lambda|iam)/.test(one));
    expect(new Set(others)).toEqual(new Set(['sqs:SendMessage']));
  });

  test('converse may ask the bots that are configured, and reads the secrets of bots alone', () => {
    const allowed = statementsOf('Converse').filter(({ Action }) => /^(lex|bedrock|secrets)/.test(String(Action)));
    const arn = (...rest: unknown[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...rest]] });
    expect(allowed).toEqual([
      {
        Effect: 'Allow',
        Action: ['lex:RecognizeText'],
        Resource: arn(':lex:eu-west-1:', { Ref: 'AWS::AccountId' }, ':bot-alias/ABCDEFGHIJ/TSTALIASID'),
      },
      {
        Effect: 'Allow',
        Action: ['bedrock:InvokeModel'],
        Resource: arn(':bedrock:eu-central-1::foundation-model/openai.gpt-oss-20b-1:0'),
      },
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue'],
        Resource: { Ref: expect.stringMatching(/^Secretsbotsfaq/) },
      },
    ]);
    const policies = Object.entries(resources('AWS::IAM::Policy'));
    expect(JSON.stringify(policies.filter(([id]) => !id.startsWith('ConverseRole')))).not.toMatch(
      /Secretsbots|lex:|bedrock:/,
    );
  });

  test('without bots, converse may read no secret and call no model', () => {
    const app = new App({ context: { ...CURRENTLY_RECOMMENDED_FLAGS, 'aws:cdk:bundling-stacks': [] } });
    const plain = new SeawayStack(app, 'Seaway', { ...deployment, bots: {} });
    const policies = Object.entries(Template.fromStack(plain).findResources('AWS::IAM::Policy'));
    const [converse] = policies.filter(([id]) => id.startsWith('ConverseRole'));
    expect(JSON.stringify(converse)).not.toMatch(/secretsmanager|lex:|bedrock:/);
  });

  test('no function may scan, delete an item or touch the table itself', () => {
    const actions = allStatements().flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.startsWith('dynamodb:')).sort()).not.toEqual([]);
    expect(actions.filter((action) => /^dynamodb:(Scan|Delete|Create|UpdateTable|\*)/.test(action))).toEqual([]);
  });

  test('no policy allows a wildcard action', () => {
    expect(allStatements().filter(({ Action }) => Action.some((action) => action.includes('*')))).toEqual([]);
  });

  test('wildcard resources are files, what CDK uploaded, timers of the group, open connections and versions of the publish function', () => {
    const wild = allStatements().filter(({ Resource }) => JSON.stringify(Resource).includes('*'));
    expect([...new Set(wild.flatMap(({ Action }) => Action))].sort()).toEqual([
      'execute-api:ManageConnections',
      'lambda:InvokeFunction',
      's3:GetObject',
      's3:PutObject',
      'scheduler:CreateSchedule',
    ]);
  });

  test('timers may send to the inbound queue and do nothing else', () => {
    expect(statementsOf('Timers')).toEqual([
      {
        Effect: 'Allow',
        Action: ['sqs:SendMessage'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^InboundQueue/), 'Arn'] },
      },
    ]);
  });

  test('cdk-nag finds nothing that is not explained', () => {
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });
});

describe('functions', () => {
  const table = ['TABLE_NAME'];
  const inbound = ['INBOUND_QUEUE_URL', 'INBOUND_DEAD_LETTER_URL'];
  const outbound = ['OUTBOUND_QUEUE_URL', 'OUTBOUND_DEAD_LETTER_URL'];
  const timers = ['SCHEDULER_GROUP', 'SCHEDULER_ROLE_ARN', 'INBOUND_QUEUE_ARN'];
  test.each([
    ['Webhook', [...inbound, 'SECRET_PREFIX']],
    ['Taskrouter', [...inbound, 'SECRET_PREFIX']],
    ['Converse', [...table, ...inbound, 'OUTBOUND_QUEUE_URL', 'SECRET_PREFIX']],
    [
      'Deliver',
      [
        ...[...table, ...outbound, ...timers, 'INBOUND_QUEUE_URL', 'SECRET_PREFIX', 'WEBHOOK_ORIGIN'],
        ...['MEDIA_BUCKET', 'REALTIME_ENDPOINT'],
      ],
    ],
    ['Voice', [...table, 'INBOUND_QUEUE_URL', 'OUTBOUND_QUEUE_URL', 'SECRET_PREFIX']],
    ['Executions', [...table, 'INBOUND_QUEUE_URL', 'SECRET_PREFIX']],
    [
      'Console',
      [
        ...[...table, ...inbound, ...outbound, 'SECRET_PREFIX', 'MEDIA_BUCKET', 'REALTIME_SOCKET'],
        ...['ISSUER', 'CLIENT_ID', 'WEBHOOK_ORIGIN'],
      ],
    ],
    ['Webchat', [...table, ...inbound, 'SECRET_PREFIX', 'MEDIA_BUCKET', 'REALTIME_SOCKET']],
    ['Realtime', [...table, ...inbound, 'SECRET_PREFIX', 'ISSUER', 'CLIENT_ID']],
    ['Publish', [...table, 'SECRET_PREFIX', 'WEBHOOK_ORIGIN']],
  ])('%s is told what it needs', (name, variables) => {
    const environment = z
      .object({ Variables: z.record(z.string(), z.unknown()) })
      .parse(functionNamed(name).Environment);
    expect(Object.keys(environment.Variables).sort()).toEqual(variables.sort());
  });

  test('each runs on Node 24 and arm64 and keeps JSON logs for 30 days', () => {
    for (const name of ['Webhook', 'Taskrouter', 'Converse', 'Deliver', 'Voice', 'Executions', 'Console', 'Publish']) {
      expect(functionNamed(name)).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        LoggingConfig: { LogFormat: 'JSON' },
      });
    }
  });

  test('even those that CDK adds write to a log group, and every log group forgets after 30 days', () => {
    const groups = resources('AWS::Logs::LogGroup');
    for (const { LoggingConfig } of Object.values(resources('AWS::Lambda::Function'))) {
      const { Ref } = z.object({ LogGroup: z.object({ Ref: z.string() }) }).parse(LoggingConfig).LogGroup;
      expect(groups).toHaveProperty(Ref);
    }
    for (const group of Object.values(groups)) expect(group.RetentionInDays).toBe(30);
  });

  test('both queue functions report which messages failed, and a slow provider shares no batch with another', () => {
    for (const BatchSize of [10, 1])
      template.resourcePropertiesCountIs(
        'AWS::Lambda::EventSourceMapping',
        { BatchSize, FunctionResponseTypes: ['ReportBatchItemFailures'] },
        1,
      );
  });
});

describe('api', () => {
  test('only AWS credentials start executions; the other routes check the signature or the token themselves', () => {
    const routes = Object.values(resources('AWS::ApiGatewayV2::Route'));
    expect(Object.fromEntries(routes.map(({ RouteKey, AuthorizationType }) => [RouteKey, AuthorizationType]))).toEqual({
      'GET /webhooks/{channel}/{account}': 'NONE',
      'POST /webhooks/{channel}/{account}': 'NONE',
      'POST /taskrouter/events': 'NONE',
      'POST /taskrouter/assignment': 'NONE',
      'POST /voice/{account}': 'NONE',
      'POST /voice/{account}/status': 'NONE',
      'POST /voice/{account}/conference': 'NONE',
      'POST /voice/{account}/tones': 'NONE',
      'POST /webchat/{account}/sessions': 'NONE',
      'OPTIONS /webchat/{account}/sessions': 'NONE',
      'GET /webchat/{account}/history': 'NONE',
      'OPTIONS /webchat/{account}/history': 'NONE',
      'POST /webchat/{account}/uploads': 'NONE',
      'OPTIONS /webchat/{account}/uploads': 'NONE',
      'POST /webchat/{account}/frames': 'NONE',
      'OPTIONS /webchat/{account}/frames': 'NONE',
      $connect: 'NONE',
      $disconnect: 'NONE',
      $default: 'NONE',
      'ANY /console/{proxy+}': 'NONE',
      'ANY /flows/{flow}/executions': 'AWS_IAM',
      'ANY /flows/{flow}/executions/{execution}': 'AWS_IAM',
    });
  });

  test('requests are limited, and logged without path or query', () => {
    const [stage] = Object.values(resources('AWS::ApiGatewayV2::Stage'));
    expect(stage).toMatchObject({ DefaultRouteSettings: { ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000 } });
    expect(JSON.stringify(stage?.AccessLogSettings)).not.toMatch(/path|query/i);
  });

  test('the outputs name the address of every account', () => {
    template.hasOutput('Webhooklinemain', { Value: Match.objectLike({}) });
    template.hasOutput('Webhooksmssupport', { Value: Match.objectLike({}) });
    template.hasOutput('Voicemain', { Value: Match.objectLike({}) });
    template.hasOutput('ConsoleApi', {});
    template.hasOutput('AlarmTopic', {});
  });
});

describe('secrets', () => {
  test('every account has one of its own, and every bot that asks for one; kept when the stack goes, and no value in the template', () => {
    const secrets = Object.values(template.findResources('AWS::SecretsManager::Secret'));
    expect(secrets.map(({ Properties }) => Properties.Name)).toEqual([
      'seaway/line/main',
      'seaway/sms/support',
      'seaway/twilio',
      'seaway/bots/faq',
    ]);
    for (const { DeletionPolicy, Properties } of secrets) {
      expect(DeletionPolicy).toBe('Retain');
      expect(Object.keys(Properties).sort()).toEqual(['Description', 'Name']);
    }
  });

  test('an account of a channel that does not exist stops the synthesis', () => {
    const accounts = [{ channel: 'carrier-pigeon', account: 'main' }];
    expect(() => new SeawayStack(new App(), 'Other', { ...deployment, accounts })).toThrow(
      'no channel "carrier-pigeon"',
    );
  });

  test('a bot of no kind, or with settings that do not fit, stops the synthesis', () => {
    const withBot = (bot: { kind: string; settings: unknown }) => () =>
      new SeawayStack(new App(), 'Other', { ...deployment, bots: { bot } });
    expect(withBot({ kind: 'oracle', settings: {} })).toThrow('no kind of bot "oracle"');
    expect(withBot({ kind: 'lex', settings: bots.faq.settings })).toThrow(
      'the settings of the bot "bot" will not do: region',
    );
    expect(withBot({ kind: 'webhook', settings: { url: 'http://bot.example' } })).toThrow(
      'will not do: url: Invalid URL',
    );
  });
});

test('publish runs after the table, the secrets and the API are there', () => {
  const [trigger] = Object.values(template.findResources('Custom::Trigger'));
  expect(trigger?.DependsOn).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Table/),
      expect.stringMatching(/^Secretstwilio/),
      expect.stringMatching(/^ApiStage/),
    ]),
  );
});

function resources(type: string): Record<string, Record<string, unknown>> {
  const found = Object.entries(template.findResources(type));
  return Object.fromEntries(found.map(([id, { Properties }]) => [id, Properties ?? {}]));
}

function functionNamed(name: string): Record<string, unknown> {
  const found = Object.entries(resources('AWS::Lambda::Function')).find(([id]) => id.startsWith(name));
  return found?.[1] ?? {};
}

type Statement = { Effect: string; Action: string[]; Resource: unknown };

/** What is allowed to the role of a function (or of the timers). */
function statementsOf(name: string): Statement[] {
  const policies = Object.entries(resources('AWS::IAM::Policy')).filter(([id]) => id.startsWith(`${name}Role`));
  return policies.flatMap(([, { PolicyDocument }]) => statements(PolicyDocument));
}

function allStatements(): Statement[] {
  const inline = z.array(z.object({ PolicyDocument: z.unknown() })).optional();
  const roles = Object.values(resources('AWS::IAM::Role')).flatMap(({ Policies }) => inline.parse(Policies) ?? []);
  const documents = [...Object.values(resources('AWS::IAM::Policy')), ...roles];
  return documents.flatMap(({ PolicyDocument }) => statements(PolicyDocument));
}

function statements(document: unknown): Statement[] {
  const action = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
  const statement = z.object({ Effect: z.string(), Action: action, Resource: z.unknown() });
  return z.object({ Statement: z.array(statement) }).parse(document).Statement;
}
