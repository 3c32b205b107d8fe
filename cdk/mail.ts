import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Lambda, LambdaInvocationType, S3 } from 'aws-cdk-lib/aws-ses-actions';
import { Construct } from 'constructs';
import type { SeawayFunction } from './function.ts';
import type { Media } from './media.ts';

export type MailProps = {
  /** Of the rule set, which the operator makes the active one: SES has one for all of an account's mail in a region. */
  readonly name: string;
  readonly accounts: readonly { readonly account: string; readonly address?: string }[];
  readonly media: Media;
  /** Is told of every mail. */
  readonly receives: SeawayFunction;
  /** Sends from the addresses, and fetches the files of mails. */
  readonly sends: SeawayFunction;
};

const prefix = 'mail/';

/**
 * Mail by SES: for each address a rule that keeps what comes in the bucket and then tells the function. That the addresses
 * are ours the operator shows to SES. Throws where an account has no address.
 */
export class Mail extends Construct {
  constructor(scope: Construct, id: string, { name, accounts, media, receives, sends }: MailProps) {
    super(scope, id);
    const addresses = accounts.map(({ account, address }) => {
      if (address !== undefined) return address;
      throw new Error(`the e-mail account "${account}" needs its address in config/deployment.ts`);
    });
    receives.addEnvironment('MEDIA_BUCKET', media.bucket.bucketName);
    for (const reader of [receives, sends]) this.readsMail(reader, media);
    this.sendsFrom(sends, addresses);
    const rules = new ReceiptRuleSet(this, 'Rules', { receiptRuleSetName: name });
    for (const [index, recipient] of addresses.entries()) {
      rules.addRule(accounts[index]?.account ?? recipient, {
        recipients: [recipient],
        scanEnabled: true,
        // In this order: the function reads what the bucket has.
        actions: [
          new S3({ bucket: media.bucket, objectKeyPrefix: prefix }),
          new Lambda({ function: receives, invocationType: LambdaInvocationType.EVENT }),
        ],
      });
    }
  }

  private readsMail(reader: SeawayFunction, { bucket }: Media): void {
    reader.addToRolePolicy(
      new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(`${prefix}*`)] }),
    );
    const { Ref } = Stack.of(this).resolve(bucket.bucketName);
    acknowledge(
      reader,
      `<${Ref}.Arn>/${prefix}*`,
      'SES names a mail by an id of its own, which nobody knows beforehand.',
    );
  }

  /** The From address decides, not the identity: in SES's sandbox those of the receivers are asked for as well. */
  private sendsFrom(sender: SeawayFunction, addresses: string[]): void {
    const all = (resource: string) => Stack.of(this).formatArn({ service: 'ses', resource, resourceName: '*' });
    const actions = ['ses:SendEmail', 'ses:SendRawEmail'];
    const conditions = { StringEquals: { 'ses:FromAddress': addresses } };
    const resources = ['identity', 'configuration-set'];
    sender.addToRolePolicy(new PolicyStatement({ actions, resources: resources.map(all), conditions }));
    for (const resource of resources) {
      acknowledge(
        sender,
        `arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:${resource}/*`,
        'The addresses that it sends from are named in a condition; the identity may be theirs or their domain.',
      );
    }
  }
}

function acknowledge({ role }: SeawayFunction, resource: string, reason: string): void {
  if (role) Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
}
