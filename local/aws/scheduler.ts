import { setTimeout as wait } from 'node:timers/promises';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { localAccess, localAccount } from './access.ts';
import { openSchedules, type Schedule, type Schedules, scheduleSchema } from './schedules.ts';
import { AwsFault, type Call, type Service, serveAws } from './service.ts';

export type SchedulerOptions = {
  /** The endpoint of the local SQS, which every schedule sends to. */
  queues: string;
  /** Where timers outlive a restart. */
  file?: string;
  now?: () => number;
  log?: (line: string) => void;
};

/**
 * EventBridge Scheduler as far as Seaway calls it: CreateSchedule, GetSchedule and DeleteSchedule of one-time schedules
 * that put a message on a FIFO queue and then vanish. https://docs.aws.amazon.com/scheduler/latest/APIReference/
 */
export async function startScheduler({
  queues,
  file,
  now = Date.now,
  log = console.warn,
}: SchedulerOptions): Promise<Service> {
  const schedules = openSchedules(file);
  const sqs = new SQSClient({ endpoint: queues, ...localAccess });
  const service = await serveAws((call) => answer(schedules, call));
  const closing = new AbortController();
  const watch = watchClock();
  return {
    endpoint: service.endpoint,
    async close() {
      closing.abort();
      await watch;
      await service.close();
      sqs.destroy();
      schedules.close();
    },
  };

  /** AWS promises a minute's precision; a quarter of a second is for people who wait in front of a screen. */
  async function watchClock(): Promise<void> {
    while (!closing.signal.aborted) {
      for (const due of schedules.due(now())) await fire(due);
      await wait(250, undefined, { signal: closing.signal }).catch(() => {});
    }
  }

  async function fire({ id, Target }: Schedule & { id: string }): Promise<void> {
    const queue = Target.Arn.split(':').at(-1);
    const message = new SendMessageCommand({
      QueueUrl: `${queues}/${localAccount}/${queue}`,
      MessageBody: Target.Input,
      MessageGroupId: Target.SqsParameters.MessageGroupId,
    });
    try {
      await sqs.send(message);
      schedules.remove(id);
    } catch (thrown) {
      log(`the timer ${id} could not be sent to ${queue}, trying again: ${String(thrown)}`);
    }
  }
}

function answer(schedules: Schedules, { method, url, body }: Call) {
  const Name = decodeURIComponent(url.pathname.replace('/schedules/', ''));
  if (method === 'POST') {
    const schedule = scheduleSchema.parse(body);
    const id = `${schedule.GroupName}/${Name}`;
    if (schedules.get(id)) throw new AwsFault('ConflictException', 409, `Schedule ${Name} already exists.`);
    schedules.put(id, schedule);
    return { ScheduleArn: `arn:aws:scheduler:${localAccess.region}:${localAccount}:schedule/${id}` };
  }
  const id = `${url.searchParams.get('groupName') ?? 'default'}/${Name}`;
  const schedule = schedules.get(id);
  if (!schedule) throw new AwsFault('ResourceNotFoundException', 404, `Schedule ${Name} does not exist.`);
  if (method === 'GET') return { ...schedule, Name };
  if (method === 'DELETE') return schedules.remove(id);
  throw new AwsFault('ValidationException', 400, `the local scheduler does not know ${method} ${url.pathname}`);
}
