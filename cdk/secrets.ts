import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type BotConfig, permissionOf } from '../lib/bots/index.ts';
import { channels } from '../lib/channels/index.ts';

/** `address` is that of an e-mail account; `relay` says that ordinary messages of a Discord account are relayed. */
export type Account = {
  readonly channel: string;
  readonly account: string;
  readonly address?: string;
  readonly relay?: boolean;
};

/** Secrets that a function may read, all named `${prefix}...`. */
export type SecretGroup = { readonly prefix: string; readonly arns: readonly string[] };

export type BotConfigs = Readonly<Record<string, BotConfig>>;

export type SecretsProps = {
  readonly prefix: string;
  readonly accounts: readonly Account[];
  readonly bots: BotConfigs;
};

/**
 * One secret per channel account, per bot that asks for one, and one for Twilio. Throws where an account is of no channel in
 * the registry, or a bot of no kind or with settings that do not fit.
 */
export class Secrets extends Construct {
  readonly channels: SecretGroup;
  readonly twilio: SecretGroup;
  readonly bots: SecretGroup;
  readonly all: SecretGroup;
  private readonly accounts: readonly Account[];

  constructor(scope: Construct, id: string, { prefix, accounts, bots }: SecretsProps) {
    super(scope, id);
    this.accounts = accounts;
    const keep = (name: string) => this.keep(prefix, name);
    const arns = accounts.map(({ channel, account }) => keep(`${known(channel)}/${account}`));
    const twilio = keep('twilio');
    this.channels = { prefix, arns };
    this.twilio = { prefix, arns: [twilio] };
    const locked = Object.entries(bots).filter(([name, bot]) => permissionOf(name, bot) === undefined);
    this.bots = { prefix, arns: locked.map(([name]) => keep(`bots/${name}`)) };
    this.all = { prefix, arns: [...arns, twilio] };
  }

  /** The secrets of the accounts of this channel alone. */
  of(channel: string): SecretGroup {
    const { prefix, arns } = this.channels;
    return { prefix, arns: arns.filter((_, index) => this.accounts[index]?.channel === channel) };
  }

  /** Without a value, which the higher construct insists on: an operator fills it in and no deployment touches it. */
  private keep(prefix: string, name: string): string {
    const secret = new CfnSecret(this, name.replace('/', '-'), {
      name: `${prefix}${name}`,
      description: `Seaway: the settings of ${name}, as JSON`,
    });
    secret.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: `Only the provider of ${name} can issue its credentials: there is nothing that a rotation function could call.`,
    });
    return secret.ref;
  }
}

function known(channel: string): string {
  if (Object.hasOwn(channels, channel)) return channel;
  throw new Error(
    `there is no channel "${channel}": the list in lib/channels/index.ts has ${Object.keys(channels).join(', ')}`,
  );
}
