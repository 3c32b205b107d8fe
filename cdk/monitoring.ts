import { Duration, Stack } from 'aws-cdk-lib';
import {
  type Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type Metric,
  SingleValueWidget,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Api } from './api.ts';
import type { SeawayFunction } from './function.ts';
import type { FifoQueue } from './queues.ts';

export type MonitoringProps = {
  readonly api: Api;
  readonly queues: readonly FifoQueue[];
  readonly functions: readonly SeawayFunction[];
};

/** One dashboard, and one topic that every alarm goes to: an operator subscribes to it. */
export class Monitoring extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { api, queues, functions }: MonitoringProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Alarms', { enforceSSL: true });
    // A topic with a policy of its own, as enforceSSL makes it, loses the one by which CloudWatch could publish.
    const ownAlarms = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    this.topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com', { conditions: ownAlarms }));
    const alarms = [
      ...queues.flatMap((queue) => queue.alarms),
      ...functions.map((work) =>
        this.alarmAbove(`${work.node.id}Errors`, work.metricErrors(), `${work.node.id} fails`),
      ),
      this.alarmAbove('ServerErrors', api.http.metricServerError({ statistic: 'Sum' }), 'The API answers with 5xx'),
    ];
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(this.topic));
    new Dashboard(this, 'Dashboard', {
      defaultInterval: Duration.hours(3),
      widgets: [
        [
          graph('Requests', [api.http.metricCount(), api.http.metricClientError(), api.http.metricServerError()]),
          graph('Milliseconds to answer, 99 %', [api.http.metricLatency({ statistic: 'p99' })]),
          graph(
            'Errors',
            functions.map((work) => work.metricErrors({ label: work.node.id })),
          ),
        ],
        [
          graph(
            'Messages waiting',
            queues.map(({ node, queue }) => queue.metricApproximateNumberOfMessagesVisible({ label: node.id })),
          ),
          graph(
            'Seconds the oldest waits',
            queues.map(({ node, queue }) => queue.metricApproximateAgeOfOldestMessage({ label: node.id })),
          ),
          new SingleValueWidget({
            title: 'Dead letters',
            width: 8,
            height: 6,
            metrics: queues.map(({ node, deadLetters }) =>
              deadLetters.metricApproximateNumberOfMessagesVisible({ label: node.id }),
            ),
          }),
        ],
        [
          graph(
            'Milliseconds of work, 99 %',
            functions.map((work) => work.metricDuration({ statistic: 'p99', label: work.node.id })),
          ),
          graph(
            'Throttled',
            functions.map((work) => work.metricThrottles({ label: work.node.id })),
          ),
        ],
      ],
    });
  }

  private alarmAbove(id: string, metric: Metric, sentence: string): Alarm {
    return metric.createAlarm(this, id, {
      threshold: 0,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${sentence}: see its logs.`,
    });
  }
}

const graph = (title: string, left: Metric[]) => new GraphWidget({ title, left, width: 8, height: 6 });
