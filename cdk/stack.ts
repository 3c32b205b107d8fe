import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import { buildSite } from '../console/site.ts';
import { Api } from './api.ts';
import { DiscordRelay } from './discord-relay.ts';
import { SeawayFunction } from './function.ts';
import { Mail } from './mail.ts';
import { Media, type MediaProps } from './media.ts';
import { Monitoring } from './monitoring.ts';
import { PublishOnDeploy } from './publish.ts';
import { FifoQueue } from './queues.ts';
import { Realtime } from './realtime.ts';
import { Regularly } from './regularly.ts';
import { Timers } from './scheduler.ts';
import { type Account, type BotConfigs, Secrets } from './secrets.ts';
import { SignIn } from './sign-in.ts';
import { type OwnName, Site } from './site.ts';
import { SiteFiles } from './site-files.ts';
import { SeawayTable } from './table.ts';

/** `name` begins the name of every secret; `deliveryTries` is how often deliver is handed a message. */
export type Deployment = {
  readonly name: string;
  readonly accounts: readonly Account[];
  readonly voice: readonly { readonly account: string }[];
  readonly bots: BotConfigs;
  readonly deliveryTries: number;
  /** Where agents work: in our own console unless told. */
  readonly desk?: 'console' | 'flex';
  readonly media: MediaProps;
  /** Of the agents' console; CloudFront's own unless given. */
  readonly ownName?: OwnName;
};

const { seconds, minutes } = Duration;

/** provider ─▶ webhook ─▶ inbound ─▶ converse ─▶ outbound ─▶ deliver ─▶ provider, TaskRouter */
export class SeawayStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { name, accounts, voice, bots, deliveryTries, desk, media, ownName }: Deployment,
  ) {
    super(scope, id, { description: 'Seaway: every channel in one contact centre' });
    const table = new SeawayTable(this, 'Table');
    const secrets = new Secrets(this, 'Secrets', { prefix: `${name}/`, accounts, bots });
    const inbound = new FifoQueue(this, 'Inbound', { maxReceiveCount: 4, tooOld: minutes(5) });
    // Deliver waits longer each time: a provider or TaskRouter may be away for hours before a message is given up.
    const outbound = new FifoQueue(this, 'Outbound', { maxReceiveCount: deliveryTries, tooOld: minutes(15) });
    const files = new Media(this, 'Media', media);
    const timers = new Timers(this, 'Timers', inbound);
    const api = new Api(this, 'Api');
    const work = (file: string, timeout: Duration) => new SeawayFunction(this, file, { timeout });

    const webhook = work('Webhook', seconds(10)).sendsTo(inbound).buriesIn(inbound).readsSecrets(secrets.channels);
    const taskrouter = work('Taskrouter', seconds(10)).sendsTo(inbound).buriesIn(inbound).readsSecrets(secrets.twilio);
    const converse = work('Converse', seconds(60)).consumes(inbound, 10).sendsTo(outbound).writesTable(table);
    converse.asks(bots, secrets.bots);
    // One by one: a provider that is slow makes nobody wait but its own customers (npm run bench -- --only isolation).
    const deliver = work('Deliver', seconds(60)).consumes(outbound, 1).sendsTo(inbound).writesTable(table);
    deliver.setsTimers(timers).readsSecrets(secrets.all).knowsOrigin(api).keepsMedia(files);
    const console = work('Console', seconds(30)).writesTable(table).sendsTo(inbound).readsSecrets(secrets.twilio);
    console.sendsTo(outbound).keepsMedia(files).looksInto(inbound).looksInto(outbound);
    const site = new Site(this, 'Site', { api, own: ownName });
    const signIn = new SignIn(this, 'SignIn', { name, page: `${site.origin}/` });
    console.admits(signIn).knowsOrigin(api);
    const config = { issuer: signIn.issuer, clientId: signIn.clientId };
    new SiteFiles(this, 'SiteFiles', { site, build: buildSite, config });
    // Twilio waits 15 s for what a call hears next.
    const calls = work('Voice', seconds(15)).writesTable(table).sendsTo(inbound).readsSecrets(secrets.twilio);
    calls.sendsTo(outbound);
    const executions = work('Executions', seconds(25)).writesTable(table).sendsTo(inbound);
    executions.readsSecrets(secrets.twilio);
    const visits = work('Webchat', seconds(10)).sendsTo(inbound).buriesIn(inbound).readsSecrets(secrets.of('webchat'));
    const sockets = work('Realtime', seconds(10))
      .sendsTo(inbound)
      .buriesIn(inbound)
      .readsSecrets(secrets.of('webchat'));
    const realtime = new Realtime(this, 'Sockets', sockets.writesTable(table));
    visits.readsTable(table).keepsMedia(files).knowsSocket(realtime);
    console.knowsSocket(realtime);
    sockets.admits(signIn);
    const sweep = work('Sweep', minutes(5)).readsTable(table).sendsTo(inbound).readsSecrets(secrets.twilio);
    new Regularly(this, 'SweepRegularly', { every: minutes(5), does: sweep });
    deliver.pushesTo(realtime);
    const publish = work('Publish', minutes(5)).writesTable(table).readsSecrets(secrets.twilio).knowsOrigin(api);

    api.open('/webhooks/{channel}/{account}', [HttpMethod.GET, HttpMethod.POST], webhook);
    api.open('/taskrouter/events', [HttpMethod.POST], taskrouter);
    api.open('/taskrouter/assignment', [HttpMethod.POST], taskrouter);
    if (desk === 'flex') api.open('/flex/messages', [HttpMethod.POST], taskrouter);
    api.open('/voice/{account}', [HttpMethod.POST], calls);
    for (const part of ['status', 'conference', 'tones'])
      api.open(`/voice/{account}/${part}`, [HttpMethod.POST], calls);
    // Anybody may begin a chat: so many a second, all visitors together.
    api.open('/webchat/{account}/sessions', [HttpMethod.POST, HttpMethod.OPTIONS], visits, 50);
    api.open('/webchat/{account}/history', [HttpMethod.GET, HttpMethod.OPTIONS], visits);
    api.open('/webchat/{account}/uploads', [HttpMethod.POST, HttpMethod.OPTIONS], visits);
    api.open('/webchat/{account}/frames', [HttpMethod.POST, HttpMethod.OPTIONS], visits);
    api.open('/console/{proxy+}', [HttpMethod.ANY], console);
    api.signed('/flows/{flow}/executions', executions);
    api.signed('/flows/{flow}/executions/{execution}', executions);
    new PublishOnDeploy(this, 'PublishOnDeploy', { handler: publish, after: [table, secrets, api] });
    const functions = [
      webhook,
      taskrouter,
      converse,
      deliver,
      calls,
      executions,
      console,
      visits,
      sockets,
      sweep,
      publish,
    ];
    const addressed = accounts.filter(({ channel }) => channel === 'email');
    if (addressed.length > 0) {
      // The parser of mails takes up to 3 KB for a line of them.
      const mail = new SeawayFunction(this, 'Mail', { timeout: seconds(60), memory: 3_008 });
      const receives = mail.sendsTo(inbound).buriesIn(inbound).readsSecrets(secrets.of('email'));
      new Mail(this, 'MailRules', { name, accounts: addressed, media: files, receives, sends: deliver });
      functions.push(receives);
      new CfnOutput(this, 'MailRuleSet', { value: name });
    }
    const { topic } = new Monitoring(this, 'Monitoring', { api, queues: [inbound, outbound], functions });
    const relayed = accounts.flatMap(({ channel, account, relay }, index) => {
      const settings = secrets.channels.arns[index];
      const webhook = `${api.origin}/webhooks/${channel}/${account}`;
      return channel === 'discord' && relay && settings ? [{ account, settings, webhook }] : [];
    });
    if (relayed.length > 0) new DiscordRelay(this, 'DiscordRelay', { accounts: relayed, topic });

    for (const { channel, account } of accounts) {
      new CfnOutput(this, `Webhook-${channel}-${account}`, { value: `${api.origin}/webhooks/${channel}/${account}` });
    }
    for (const { account } of voice) {
      new CfnOutput(this, `Voice-${account}`, { value: `${api.origin}/voice/${account}` });
    }
    new CfnOutput(this, 'MediaBucket', { value: files.bucket.bucketName });
    new CfnOutput(this, 'ConsoleUrl', { value: `${site.origin}/` });
    new CfnOutput(this, 'ConsoleApi', { value: `${api.origin}/console` });
    new CfnOutput(this, 'SignInPool', { value: signIn.poolId });
    new CfnOutput(this, 'SignInClient', { value: signIn.clientId });
    new CfnOutput(this, 'WidgetScript', { value: `${site.origin}/seaway-chat.js` });
    new CfnOutput(this, 'InboundDeadLetters', { value: inbound.deadLetters.queueUrl });
    new CfnOutput(this, 'OutboundDeadLetters', { value: outbound.deadLetters.queueUrl });
    new CfnOutput(this, 'AlarmTopic', { value: topic.topicArn });
  }
}
