import { CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Trigger } from 'aws-cdk-lib/triggers';
import { Construct } from 'constructs';
import type { SeawayFunction } from './function.ts';

export type PublishOnDeployProps = { readonly handler: SeawayFunction; readonly after: Construct[] };

/** Runs the function in each deployment that changed it: config/ is part of its bundle, so a new flow is a new version. */
export class PublishOnDeploy extends Construct {
  constructor(scope: Construct, id: string, { handler, after }: PublishOnDeployProps) {
    super(scope, id);
    new Trigger(this, 'Trigger', { handler, timeout: Duration.minutes(5), executeAfter: after });
    this.keepLogsOfTrigger();
  }

  /** CDK's own function behind triggers has no log group, and Lambda would make one that never forgets. */
  private keepLogsOfTrigger(): void {
    const logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const provider = Stack.of(this).node.findChild('AWSCDK.TriggerCustomResourceProviderCustomResourceProvider');
    const handler = provider.node.findChild('Handler');
    if (CfnResource.isCfnResource(handler)) {
      handler.addPropertyOverride('LoggingConfig', { LogGroup: logs.logGroupName });
    }
  }
}
