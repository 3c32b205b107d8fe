import { RemovalPolicy, SecretValue, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export type Account = { readonly channel: string; readonly account: string };

/** Secrets that a function may read, all named `${prefix}...`. */
export type SecretGroup = { readonly prefix: string; readonly arns: readonly string[] };

export type SecretsProps = { readonly prefix: string; readonly accounts: readonly Account[] };

/** One secret per channel account and one for Twilio. They are made empty: an operator fills in the values. */
export class Secrets extends Construct {
  readonly channels: SecretGroup;
  readonly twilio: SecretGroup;
  readonly all: SecretGroup;

  constructor(scope: Construct, id: string, { prefix, accounts }: SecretsProps) {
    super(scope, id);
    const channels = accounts.map(({ channel, account }) => this.keep(prefix, `${channel}/${account}`));
    const twilio = this.keep(prefix, 'twilio');
    this.channels = { prefix, arns: channels };
    this.twilio = { prefix, arns: [twilio] };
    this.all = { prefix, arns: [...channels, twilio] };
  }

  private keep(prefix: string, name: string): string {
    const secret = new Secret(this, name.replace('/', '-'), {
      secretName: `${prefix}${name}`,
      description: `Seaway: the settings of ${name}, as JSON`,
      secretStringValue: SecretValue.unsafePlainText('{}'),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: `Only the provider of ${name} can issue its credentials: there is nothing that a rotation function could call.`,
    });
    return secret.secretArn;
  }
}
