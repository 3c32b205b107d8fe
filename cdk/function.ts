import { fileURLToPath } from 'node:url';
import { type Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { permissionOf } from '../lib/bots/index.ts';
import type { Api } from './api.ts';
import { bundling } from './bundling.ts';
import type { Media } from './media.ts';
import type { FifoQueue } from './queues.ts';
import type { Realtime } from './realtime.ts';
import type { Timers } from './scheduler.ts';
import type { BotConfigs, SecretGroup } from './secrets.ts';
import type { SignIn } from './sign-in.ts';
import type { SeawayTable } from './table.ts';

/**
 * A function of lambdas/, named after its file. Each verb grants the least that it takes and sets the environment variables
 * that go with it.
 */
export class SeawayFunction extends NodejsFunction {
  constructor(
    scope: Construct,
    id: string,
    { timeout, memory = 1_024 }: { readonly timeout: Duration; readonly memory?: number },
  ) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      entry: fileURLToPath(new URL(`../lambdas/${id.toLowerCase()}.ts`, import.meta.url)),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      // Processor time comes with memory, and a cold start is nothing but processor time.
      memorySize: memory,
      timeout,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      awsSdkConnectionReuse: false,
      bundling,
    });
  }

  readsTable(table: SeawayTable): this {
    this.addEnvironment('TABLE_NAME', table.tableName);
    return this.may(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], table.arns);
  }

  writesTable(table: SeawayTable): this {
    const writes = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'];
    return this.readsTable(table).may(writes, [table.tableArn]);
  }

  sendsTo({ node, queue }: FifoQueue): this {
    this.addEnvironment(`${node.id.toUpperCase()}_QUEUE_URL`, queue.queueUrl);
    return this.may(['sqs:SendMessage'], [queue.queueArn]);
  }

  /** Puts there, with the reason, what can never be worked on. */
  buriesIn({ node, deadLetters }: FifoQueue): this {
    this.addEnvironment(`${node.id.toUpperCase()}_DEAD_LETTER_URL`, deadLetters.queueUrl);
    return this.may(['sqs:SendMessage'], [deadLetters.queueArn]);
  }

  /** Looks at what could not be worked on, and leaves it there. */
  looksInto({ node, deadLetters }: FifoQueue): this {
    this.addEnvironment(`${node.id.toUpperCase()}_DEAD_LETTER_URL`, deadLetters.queueUrl);
    return this.may(['sqs:ReceiveMessage'], [deadLetters.queueArn]);
  }

  /**
   * Is given its messages, `atOnce` at most, puts back for later those that failed, and buries those that can never be worked
   * on. Threads whose messages came together wait for each other before they go on.
   */
  consumes(fifo: FifoQueue, atOnce: number): this {
    this.addEventSource(new SqsEventSource(fifo.queue, { batchSize: atOnce, reportBatchItemFailures: true }));
    this.addEnvironment(`${fifo.node.id.toUpperCase()}_QUEUE_URL`, fifo.queue.queueUrl);
    return this.buriesIn(fifo);
  }

  /** Gives links to files, which carry its own right to read them. */
  readsMedia(media: Media): this {
    this.addEnvironment('MEDIA_BUCKET', media.bucket.bucketName);
    if (this.role) {
      Validations.of(this.role).acknowledge({
        id: media.wildcard,
        reason: 'A file is named after its line of a conversation, which nobody knows beforehand.',
      });
    }
    return this.may(['s3:GetObject'], [media.arn]);
  }

  keepsMedia(media: Media): this {
    return this.readsMedia(media).may(['s3:PutObject'], [media.arn]);
  }

  /** Pushes to the pages that are connected. */
  pushesTo(realtime: Realtime): this {
    this.addEnvironment('REALTIME_ENDPOINT', realtime.endpoint);
    if (this.role) {
      Validations.of(this.role).acknowledge({
        id: realtime.wildcard,
        reason: 'A connection is named by API Gateway when it is opened, and these are all that it may be pushed to.',
      });
    }
    return this.may(['execute-api:ManageConnections'], [realtime.pushes]);
  }

  /** Tells pages where to connect. */
  knowsSocket({ socket }: Realtime): this {
    return this.addEnvironment('REALTIME_SOCKET', socket);
  }

  /** Lets in who has signed in to the console. */
  admits({ issuer, clientId }: SignIn): this {
    this.addEnvironment('ISSUER', issuer);
    return this.addEnvironment('CLIENT_ID', clientId);
  }

  readsSecrets({ prefix, arns }: SecretGroup): this {
    this.addEnvironment('SECRET_PREFIX', prefix);
    return arns.length === 0 ? this : this.may(['secretsmanager:GetSecretValue'], arns);
  }

  /** Asks these bots: with the secrets of some, by its own role where AWS lets it in. */
  asks(bots: BotConfigs, secrets: SecretGroup): this {
    for (const { action, ...bot } of Object.entries(bots).flatMap(
      ([name, config]) => permissionOf(name, config) ?? [],
    )) {
      this.may([action], [Stack.of(this).formatArn(bot)]);
    }
    return this.readsSecrets(secrets);
  }

  setsTimers({ group, role, target }: Timers): this {
    this.addEnvironment('SCHEDULER_GROUP', group.scheduleGroupName);
    this.addEnvironment('SCHEDULER_ROLE_ARN', role.roleArn);
    this.addEnvironment(`${target.node.id.toUpperCase()}_QUEUE_ARN`, target.queue.queueArn);
    const resourceName = `${group.scheduleGroupName}/*`;
    const schedules = Stack.of(this).formatArn({ service: 'scheduler', resource: 'schedule', resourceName });
    if (this.role) {
      Validations.of(this.role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/${resourceName}]`,
        reason:
          'A timer is named after its effect, which nobody knows beforehand; the group holds timers and nothing else.',
      });
    }
    return this.may(['scheduler:CreateSchedule'], [schedules]).may(['iam:PassRole'], [role.roleArn], {
      StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    });
  }

  /** Where the world reaches us: the address of its callbacks. */
  knowsOrigin({ origin }: Api): this {
    return this.addEnvironment('WEBHOOK_ORIGIN', origin);
  }

  private may(actions: string[], resources: readonly string[], conditions = {}): this {
    this.addToRolePolicy(new PolicyStatement({ actions, resources: [...resources], conditions }));
    return this;
  }
}
