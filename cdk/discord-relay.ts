import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Peer, Port, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  Cluster,
  ContainerImage,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  LogDriver,
  OperatingSystemFamily,
  Secret,
} from 'aws-cdk-lib/aws-ecs';
import { FilterPattern, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { buildSync } from 'esbuild';

/** `settings` is the ARN of the account's secret, `webhook` our address for it. */
export type RelayedAccount = { readonly account: string; readonly settings: string; readonly webhook: string };

export type DiscordRelayProps = {
  readonly accounts: readonly RelayedAccount[];
  /** Where the alarm goes. */
  readonly topic: ITopic;
};

/**
 * A task of Fargate for each account, the smallest there is, that holds the connection with Discord's Gateway: a function
 * cannot, as it lives for 15 minutes at most. The account's secret must be stored before its relay is deployed first, as a
 * task does not start without.
 */
export class DiscordRelay extends Construct {
  private readonly cluster: Cluster;
  private readonly door: SecurityGroup;

  constructor(scope: Construct, id: string, { accounts, topic }: DiscordRelayProps) {
    super(scope, id);
    const vpc = new Vpc(this, 'Network', {
      maxAzs: 2,
      // A gateway for addresses would cost four times what the task does.
      natGateways: 0,
      subnetConfiguration: [{ name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 26 }],
      // It would take a function more to empty a group that nothing wears.
      restrictDefaultSecurityGroup: false,
    });
    Validations.of(vpc).acknowledge({
      id: 'AwsSolutions-VPC7',
      reason: 'Nothing can come in, and only the relay goes out, by HTTPS: there is no traffic to tell apart.',
    });
    this.cluster = new Cluster(this, 'Cluster', { vpc });
    Validations.of(this.cluster).acknowledge({
      id: 'AwsSolutions-ECS4',
      reason: 'The relay says every minute that it is well, and an alarm goes off where it does not.',
    });
    this.door = new SecurityGroup(this, 'Door', { vpc, allowAllOutbound: false, description: 'Out by HTTPS, not in' });
    this.door.addEgressRule(Peer.anyIpv4(), Port.HTTPS, 'Discord, our webhook, and what Fargate itself needs');
    for (const account of accounts) this.relay(account, topic);
  }

  private relay({ account, settings, webhook }: RelayedAccount, topic: ITopic): void {
    const logs = new LogGroup(this, `${account}Logs`, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const task = new FargateTaskDefinition(this, `${account}Task`, {
      cpu: 256,
      memoryLimitMiB: 512,
      runtimePlatform: { cpuArchitecture: CpuArchitecture.ARM64, operatingSystemFamily: OperatingSystemFamily.LINUX },
    });
    Validations.of(task).acknowledge({
      id: 'AwsSolutions-ECS2',
      reason: "The one variable is our public address; the account's settings come from Secrets Manager.",
    });
    task.addContainer('Relay', {
      image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/node:24-slim'),
      command: programme(),
      environment: { WEBHOOK: webhook },
      secrets: {
        DISCORD_SETTINGS: Secret.fromSecretsManager(StoredSecret.fromSecretCompleteArn(this, account, settings)),
      },
      user: 'node',
      readonlyRootFilesystem: true,
      logging: LogDriver.awsLogs({ logGroup: logs, streamPrefix: account }),
      // Well once Discord let it in for the first time; afterwards it helps itself, and a new task would lose its session.
      healthCheck: {
        command: ['CMD', 'node', '-e', "fetch('http://127.0.0.1:8080').catch(() => process.exit(1))"],
        startPeriod: Duration.minutes(5),
      },
      stopTimeout: Duration.seconds(60),
    });
    new FargateService(this, `${account}Service`, {
      cluster: this.cluster,
      taskDefinition: task,
      desiredCount: 1,
      assignPublicIp: true,
      vpcSubnets: { subnetType: SubnetType.PUBLIC },
      securityGroups: [this.door],
      // The new task is let in before the old one goes: nothing is lost, and what both of them forward is recognised as the same,
      // but for reactions, which have no name of their own and may stand twice.
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { rollback: true },
    });
    this.alarmOnSilence(account, logs).addAlarmAction(new SnsAction(topic));
  }

  private alarmOnSilence(account: string, logs: LogGroup) {
    const well = logs.addMetricFilter(`${account}Well`, {
      filterPattern: FilterPattern.stringValue('$.message', '=', 'the relay is well'),
      metricNamespace: 'Seaway',
      metricName: `discord_relay_${account}_well`,
      metricValue: '1',
    });
    return well.metric({ statistic: 'Sum', period: Duration.minutes(5) }).createAlarm(this, `${account}Silent`, {
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
      alarmDescription: `The Discord relay of ${account} had no connection for five minutes: see its logs.`,
    });
  }
}

/** Node reads the bundle out of its own arguments, from which it is unpacked as a module. */
const unpack = `import('data:text/javascript;base64,' + require('node:zlib').brotliDecompressSync(Buffer.from(process.argv[1], 'base64')).toString('base64'))`;

/**
 * The command that is the relay. All of it stands in the task definition, of about 37 KiB where 64 are allowed: no image has
 * to be built, so that synthesis needs no Docker, nothing has to be fetched at start but Node's own public image, and each
 * change of the relay is a new revision that is deployed, and rolled back, as a whole.
 */
export function programme(): string[] {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('../relay/discord/main.ts', import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const packed = outputFiles.map(({ contents }) => brotliCompressSync(contents).toString('base64'));
  return ['node', '-e', unpack, ...packed];
}
