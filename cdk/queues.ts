import { Duration } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export type FifoQueueProps = {
  /** How often a message is handed over before it goes to the dead letters. */
  readonly maxReceiveCount: number;
  /** The age of its oldest message at which somebody should look. */
  readonly tooOld: Duration;
};

/** A FIFO queue, the queue of its dead letters, and the alarms of both. */
export class FifoQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { maxReceiveCount, tooOld }: FifoQueueProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', { ...fifo, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, 'Queue', {
      ...fifo,
      // Twice the timeout of its function, not the six times that AWS advises for throttled ones: after a crash the
      // customer waits this long. An ordinary failure comes again sooner, the function sees to that.
      visibilityTimeout: Duration.seconds(120),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
    this.alarms = [this.alarmOnAge(tooOld), this.alarmOnDepth(), this.alarmOnDeadLetters()];
  }

  private alarmOnAge(tooOld: Duration): Alarm {
    return this.queue
      .metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: Stats.MAXIMUM })
      .createAlarm(this, 'Age', {
        ...whenAbove(tooOld.toSeconds(), 3),
        alarmDescription: `The oldest message of ${this.node.id} waits for more than ${tooOld.toHumanString()}.`,
      });
  }

  private alarmOnDepth(): Alarm {
    return this.queue
      .metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: Stats.MAXIMUM })
      .createAlarm(this, 'Depth', {
        ...whenAbove(1_000, 5),
        alarmDescription: `More than 1,000 messages wait in ${this.node.id} for five minutes.`,
      });
  }

  private alarmOnDeadLetters(): Alarm {
    return this.deadLetters
      .metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: Stats.MAXIMUM })
      .createAlarm(this, 'Dead', {
        ...whenAbove(0, 1),
        alarmDescription: `A message of ${this.node.id} could not be worked on: read its reason, mend it, and redrive the queue (docs/operations.md).`,
      });
  }
}

/** Content-based deduplication because EventBridge Scheduler insists on it; explicit ids win over it. */
const fifo: QueueProps = {
  fifo: true,
  contentBasedDeduplication: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  maxMessageSizeBytes: 1_048_576,
};

const whenAbove = (threshold: number, evaluationPeriods: number) => ({
  threshold,
  evaluationPeriods,
  comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  treatMissingData: TreatMissingData.NOT_BREACHING,
});
