import {
  ActionAfterCompletion,
  CreateScheduleCommand,
  FlexibleTimeWindowMode,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { reasonOf, Transient } from '../errors.ts';
import { type Parcel, plainId } from './queue.ts';

export type Target = { group: string; roleArn: string; queueArn: string };

/** Milliseconds from now that a timer has at least: one whose time went by while it waited in the queue still fires. */
const soonest = 2_000;

/**
 * Sends a parcel to a FIFO queue at `at` (epoch milliseconds, to the second) and then forgets it; `now` is our clock.
 * `name` makes it happen once. https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export async function schedule(
  client: SchedulerClient,
  { group, roleArn, queueArn }: Target,
  { name, at, parcel, now }: { name: string; at: number; parcel: Parcel; now: number },
): Promise<void> {
  try {
    await client.send(
      new CreateScheduleCommand({
        GroupName: group,
        Name: name,
        ScheduleExpression: `at(${new Date(Math.max(at, now + soonest)).toISOString().slice(0, 19)})`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: FlexibleTimeWindowMode.OFF },
        ActionAfterCompletion: ActionAfterCompletion.DELETE,
        Target: {
          Arn: queueArn,
          RoleArn: roleArn,
          Input: parcel.body,
          SqsParameters: { MessageGroupId: plainId(parcel.group) },
        },
      }),
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'ConflictException') return;
    throw new Transient(`the timer could not be set: ${reasonOf(error)}`, { cause: error });
  }
}
