import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { SeawayFunction } from '../../cdk/function.ts';
import { Mail, type MailProps } from '../../cdk/mail.ts';
import { Media } from '../../cdk/media.ts';

const accounts = [
  { channel: 'email', account: 'main', address: 'support@seaway.example' },
  { channel: 'email', account: 'sales', address: 'sales@seaway.example' },
];
const { app, template } = stackFor(accounts);

test('mail to each address is looked through, kept, and only then told', () => {
  for (const address of ['support@seaway.example', 'sales@seaway.example'])
    template.hasResourceProperties('AWS::SES::ReceiptRule', {
      Rule: {
        Enabled: true,
        ScanEnabled: true,
        Recipients: [address],
        Actions: [
          { S3Action: { BucketName: { Ref: Match.stringLikeRegexp('^MediaBucket') }, ObjectKeyPrefix: 'mail/' } },
          {
            LambdaAction: {
              FunctionArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Mail'), 'Arn'] },
              InvocationType: 'Event',
            },
          },
        ],
      },
    });
  template.resourceCountIs('AWS::SES::ReceiptRule', 2);
  template.hasResourceProperties('AWS::SES::ReceiptRuleSet', { RuleSetName: 'seaway' });
});

test('SES of this AWS account alone may put mails into the folder, and call the function', () => {
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        {
          Effect: 'Allow',
          Action: 's3:PutObject',
          Principal: { Service: 'ses.amazonaws.com' },
          Resource: { 'Fn::Join': ['', [Match.anyValue(), '/mail/*']] },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ]),
    },
  });
  template.hasResourceProperties('AWS::Lambda::Permission', {
    Principal: 'ses.amazonaws.com',
    SourceAccount: { Ref: 'AWS::AccountId' },
  });
});

test('the function that receives reads mails and writes nothing', () => {
  expect(actionsOf('Mail')).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents', 's3:GetObject']);
});

test('the function that sends reads mails too, and sends from our addresses alone', () => {
  expect(actionsOf('Deliver')).toContain('s3:GetObject');
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: ['ses:SendEmail', 'ses:SendRawEmail'],
          Condition: { StringEquals: { 'ses:FromAddress': ['support@seaway.example', 'sales@seaway.example'] } },
        }),
      ]),
    },
  });
});

test('cdk-nag finds nothing that is not explained', () => {
  expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
});

test('an account without an address stops the synthesis', () => {
  expect(() => stackFor([{ account: 'main' }])).toThrow('"main" needs its address in config/deployment.ts');
});

function stackFor(of: MailProps['accounts']) {
  const app = new App({ context: { ...CURRENTLY_RECOMMENDED_FLAGS, 'aws:cdk:bundling-stacks': [] } });
  const stack = new Stack(app, 'Seaway');
  const [receives, sends] = ['Mail', 'Deliver'].map(
    (id) => new SeawayFunction(stack, id, { timeout: Duration.seconds(60) }),
  );
  if (!receives || !sends) throw new Error('two functions were made');
  const media = new Media(stack, 'Media', { kept: 365, pages: ['*'] });
  new Mail(stack, 'MailRules', { name: 'seaway', accounts: of, media, receives, sends });
  return { app, template: Template.fromStack(stack) };
}

function actionsOf(name: string): string[] {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) =>
    id.startsWith(`${name}Role`),
  );
  return policies
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .flatMap(({ Action }) => Action)
    .sort();
}
