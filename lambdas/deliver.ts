import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { deployment } from '../config/deployment.ts';
import taskRouterConfig from '../config/taskrouter.json' with { type: 'json' };
import { workThrough } from '../lib/aws/batch.ts';
import { deployedMedia, deployedTable, forBrowsers, outsideHttp } from '../lib/aws/deployed.ts';
import { deployedDesk } from '../lib/aws/desk.ts';
import { readEnvelope } from '../lib/aws/envelope.ts';
import { deployedFlex, tasksOf } from '../lib/aws/flex.ts';
import { handle, setting } from '../lib/aws/handler.ts';
import { count } from '../lib/aws/observe.ts';
import { eventParcel, send } from '../lib/aws/queue.ts';
import { schedule } from '../lib/aws/schedule.ts';
import { openSecrets } from '../lib/aws/secrets.ts';
import { channelNamed } from '../lib/channels/index.ts';
import { notifyConsoles } from '../lib/console/notify.ts';
import { deliver } from '../lib/delivery.ts';
import { effectSchema } from '../lib/effect.ts';
import { pushing } from '../lib/live.ts';
import type { ThreadEvent } from '../lib/message.ts';
import { openConferences } from '../lib/store/conferences.ts';
import { openConnections } from '../lib/store/connections.ts';
import { findKnownAgent } from '../lib/store/known-agent.ts';
import { otherThreads } from '../lib/store/other-threads.ts';
import { momentOf } from '../lib/store/rate.ts';
import { findThread } from '../lib/store/threads.ts';
import { openTranscript } from '../lib/store/transcript.ts';
import { readTwilioSettings } from '../lib/tasks/settings.ts';
import { readTaskRules, workflowNow } from '../lib/tasks/task-rules.ts';
import { partCall } from '../lib/voice/conference/part.ts';
import { openTelephony } from '../lib/voice/conference/telephony.ts';
import { wakeCall } from '../lib/voice/wake-call.ts';

const client = new SQSClient({});
const scheduler = new SchedulerClient({});
const inboundUrl = setting('INBOUND_QUEUE_URL');
const queues = { queueUrl: setting('OUTBOUND_QUEUE_URL'), deadLetterUrl: setting('OUTBOUND_DEAD_LETTER_URL') };
const timers = {
  group: setting('SCHEDULER_GROUP'),
  roleArn: setting('SCHEDULER_ROLE_ARN'),
  queueArn: setting('INBOUND_QUEUE_ARN'),
};
const rules = readTaskRules(taskRouterConfig);
const origin = setting('WEBHOOK_ORIGIN');
const prefix = setting('SECRET_PREFIX');
const secretOf = openSecrets(new SecretsManagerClient({}), Date.now);
const table = deployedTable();
const http = outsideHttp();
const desk = deployedDesk(table, http, secretOf);
const flex = deployedFlex(deployment.desk, table, http, { secretOf, desk });
const transcript = openTranscript(table);
const media = deployedMedia(http);
const connections = openConnections(table, Date.now);
const conferences = openConferences(table);
const telephony = openTelephony(http, async () => readTwilioSettings(await secretOf(`${prefix}twilio`)));
const pushes = { endpoint: setting('REALTIME_ENDPOINT'), connections, line: transcript.line, forBrowsers };

/** outbound.fifo: carries out what conversations asked for. */
export const handler = handle<SQSEvent, SQSBatchResponse>((batch) =>
  workThrough(client, queues, batch, async (message, receives) => {
    const { traceId, body, again = false } = readEnvelope(effectSchema, message);
    const parcel = (event: ThreadEvent) => eventParcel(event, traceId, Date.now());
    await deliver(
      {
        http,
        origin,
        transcript,
        media,
        mediaRules: deployment.media,
        count,
        now: Date.now,
        flex,
        tasks: () => tasksOf(desk, flex),
        workflowSid: async (workflow) => {
          const { workflows: sids } = await desk.workspace();
          const waiting = async (sid: string) => (await desk.tasks()).waiting(sid);
          return workflowNow(meaning(deployment.workflows, workflow), rules, { sids, waiting });
        },
        taskChannel: (taskChannel) => meaning(deployment.taskChannels, taskChannel),
        knownAgent: async (thread, customerId) => {
          const { knownAgent } = rules;
          return knownAgent && findKnownAgent(table, { thread, customerId, now: Date.now(), ...knownAgent });
        },
        connect: async ({ channel: name, account }) => {
          const channel = await channelNamed(name);
          return pushing(pushes, channel.connect(await secretOf(`${prefix}${name}/${account}`)));
        },
        notify: (thread, workers, push) => notifyConsoles(pushes, http, { thread, workers, push }),
        state: (thread) => findThread(table, thread),
        otherThreads: (thread) => otherThreads(table, thread),
        wait: async ({ channel, account }, id, rate, again) => {
          const perSecond = rateOf(channel, account) ?? rate;
          return perSecond ? momentOf(table, { channel, account, id }, { perSecond, now: Date.now(), again }) : 0;
        },
        enqueue: (event) => send(client, inboundUrl, [parcel(event)]),
        wakeCall: async ({ account }, token) =>
          wakeCall(http, readTwilioSettings(await secretOf(`${prefix}twilio`)), { origin, account, token }),
        partCall: (effect) => partCall({ conferences, telephony }, effect),
        schedule: (at, event) =>
          schedule(scheduler, timers, { name: event.id, at, parcel: parcel(event), now: Date.now() }),
      },
      body,
      { again: again || receives > 1, receives, last: receives >= deployment.deliveryTries },
    );
  }),
);

/** Messages a second, where this account has another limit than its channel. */
const rateOf = (channel: string, account: string): number | undefined =>
  accounts.find((one) => one.channel === channel && one.account === account)?.rate;

const accounts: readonly { channel: string; account: string; rate?: number }[] = deployment.accounts;

const meaning = (names: Record<string, string>, sid: string): string => names[sid] ?? sid;
