import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { FifoQueue } from './queues.ts';

/** Where the timers of flows live, and the role under which they send to one queue and do nothing else. */
export class Timers extends Construct {
  readonly group: ScheduleGroup;
  readonly role: Role;
  readonly target: FifoQueue;

  constructor(scope: Construct, id: string, target: FifoQueue) {
    super(scope, id);
    this.target = target;
    this.group = new ScheduleGroup(this, 'Group', { removalPolicy: RemovalPolicy.DESTROY });
    // Only schedules of this group may wear the role.
    const scheduler = new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { ArnEquals: { 'aws:SourceArn': this.group.scheduleGroupArn } },
    });
    this.role = new Role(this, 'Role', { assumedBy: scheduler });
    this.role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [target.queue.queueArn] }));
  }
}
