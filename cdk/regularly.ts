import type { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { SeawayFunction } from './function.ts';

/** Has a function do its work again and again. One time that fails is not tried again: the next one does it. */
export class Regularly extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { every, does }: { readonly every: Duration; readonly does: SeawayFunction },
  ) {
    super(scope, id);
    new Rule(this, 'Rule', {
      schedule: Schedule.rate(every),
      targets: [new LambdaFunction(does, { retryAttempts: 0 })],
    });
  }
}
