import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { json } from 'node:stream/consumers';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test, vi } from 'vitest';
import { DiscordRelay, programme } from '../../cdk/discord-relay.ts';
import { listen } from '../../local/aws/listen.ts';
import { freePort } from '../../local/aws/port.ts';
import { openGateway } from '../../local/providers/discord/gateway.ts';
import { discordKit } from '../channels/discord.kit.ts';
import { ada, direct } from '../relay/discord/rig.ts';

const settings = (name: string) =>
  `arn:aws:secretsmanager:eu-central-1:123456789012:secret:seaway/discord/${name}-AbCdEf`;
const webhook = (name: string) => `https://seaway.example/webhooks/discord/${name}`;

const app = new App({ context: CURRENTLY_RECOMMENDED_FLAGS });
const stack = new Stack(app, 'Relays');
const topic = new Topic(stack, 'Alarms', { enforceSSL: true });
const accounts = ['main', 'fans'].map((account) => ({
  account,
  settings: settings(account),
  webhook: webhook(account),
}));
new DiscordRelay(stack, 'DiscordRelay', { accounts, topic });
const template = Template.fromStack(stack);

test('each account has one small task on ARM, with its own settings out of Secrets Manager', () => {
  template.resourceCountIs('AWS::ECS::Cluster', 1);
  template.resourceCountIs('AWS::ECS::Service', 2);
  for (const account of ['main', 'fans'])
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Cpu: '256',
      Memory: '512',
      RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
      ContainerDefinitions: [
        Match.objectLike({
          Image: 'public.ecr.aws/docker/library/node:24-slim',
          Environment: [{ Name: 'WEBHOOK', Value: webhook(account) }],
          Secrets: [{ Name: 'DISCORD_SETTINGS', ValueFrom: settings(account) }],
          User: 'node',
          ReadonlyRootFilesystem: true,
        }),
      ],
    });
});

test('a new task takes over before the old one goes', () => {
  template.allResourcesProperties('AWS::ECS::Service', {
    DesiredCount: 1,
    DeploymentConfiguration: Match.objectLike({ MinimumHealthyPercent: 100, MaximumPercent: 200 }),
  });
});

test('nothing comes in, only HTTPS goes out, and there is no gateway to pay for', () => {
  template.resourceCountIs('AWS::EC2::NatGateway', 0);
  template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  const [door] = Object.values(template.findResources('AWS::EC2::SecurityGroup'));
  expect(door?.Properties).not.toHaveProperty('SecurityGroupIngress');
  expect(door?.Properties.SecurityGroupEgress).toMatchObject([{ CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443 }]);
  template.hasResourceProperties('AWS::ECS::Service', {
    NetworkConfiguration: { AwsvpcConfiguration: Match.objectLike({ AssignPublicIp: 'ENABLED' }) },
  });
});

test('the tasks themselves may do nothing, and may be started with one secret each', () => {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const allowed = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const actions = allowed.flatMap(({ Action }) => Action);
  expect(new Set(actions)).toEqual(
    new Set([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'secretsmanager:GetSecretValue',
      'secretsmanager:DescribeSecret',
    ]),
  );
  expect(JSON.stringify(allowed)).not.toContain('"*"');
});

test('silence raises an alarm', () => {
  template.hasResourceProperties('AWS::Logs::MetricFilter', { FilterPattern: '{ $.message = "the relay is well" }' });
  template.allResourcesProperties('AWS::CloudWatch::Alarm', {
    TreatMissingData: 'breaching',
    ComparisonOperator: 'LessThanThreshold',
    AlarmActions: Match.anyValue(),
  });
});

test('logs are kept for 30 days, and cdk-nag finds nothing that is not explained', () => {
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
});

describe('the command', () => {
  test('leaves room in a task definition, which has 64 KiB', () => {
    expect(programme().join('').length).toBeLessThan(50_000);
  });

  test('says why it cannot go on, without a piece of the secret', async () => {
    const { lines, exit } = run({ DISCORD_SETTINGS: '{"botToken": "hush' });
    expect(await exit).toBe(1);
    expect(lines).toMatchObject([{ message: 'the relay cannot go on', reason: expect.stringContaining('store it') }]);
    expect(JSON.stringify(lines)).not.toContain('hush');
  });

  test('is the relay: it is healthy once it was let in, forwards what people write, and ends when it is told to', async () => {
    const { botToken: token } = discordKit.secret;
    const gateway = await openGateway({ token: String(token), self: '775799577604522054' });
    const posts: unknown[] = [];
    const start = { url: gateway.url, session_start_limit: { remaining: 1, reset_after: 0 } };
    const server = createServer(async (request, response) => {
      if (request.url !== '/api/v10/gateway/bot') posts.push(await json(request));
      response.end(JSON.stringify(start));
    });
    const [origin, health] = [`http://127.0.0.1:${await listen(server, 0)}`, await freePort()];
    const { child, exit, lines } = run({
      DISCORD_SETTINGS: JSON.stringify(discordKit.secret),
      WEBHOOK: `${origin}/webhooks/discord/main`,
      HEALTH_PORT: String(health),
      SEAWAY_ORIGINS: JSON.stringify({ 'https://discord.com': origin }),
    });
    await vi.waitUntil(() => isWell(health), { timeout: 10_000, interval: 50 });
    gateway.dispatch('MESSAGE_CREATE', direct('hello'));
    await vi.waitUntil(() => posts.length > 0);
    expect(posts).toMatchObject([{ t: 'MESSAGE_CREATE', user: ada, d: { content: 'hello' } }]);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(gateway.closed).toEqual([1000]);
    expect(lines.map(({ message }) => message)).toEqual(['a session began', 'the relay stopped']);
    expect(lines.at(-1)).toMatchObject({ isConnected: false, pending: 0, posted: 1 });
    await gateway.close();
    server.close();
  });
});

/** Runs the command as the container does, on our own Node. */
function run(env: Record<string, string>) {
  const child = spawn(process.execPath, programme().slice(1), { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: { message: string }[] = [];
  createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line)));
  return { child, lines, exit: once(child, 'close').then(([code]) => code) };
}

const isWell = (port: number) =>
  fetch(`http://127.0.0.1:${port}`).then(
    ({ ok }) => ok,
    () => false,
  );
