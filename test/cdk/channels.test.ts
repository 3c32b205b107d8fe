import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import type { Account } from '../../cdk/secrets.ts';
import { SeawayStack } from '../../cdk/stack.ts';
import { deployment } from '../../config/deployment.ts';

function stackWith(accounts: readonly Account[]) {
  const app = new App({ context: { ...CURRENTLY_RECOMMENDED_FLAGS, 'aws:cdk:bundling-stacks': [] } });
  const stack = new SeawayStack(app, 'Seaway', { ...deployment, accounts });
  const template = Template.fromStack(stack);
  return { app, template, count: (type: string) => Object.keys(template.findResources(type)).length };
}

test('every account has a secret and the address of its webhook, and what its channel takes is there', () => {
  const { app, template, count } = stackWith(
    deployment.accounts.map((one) => (one.channel === 'discord' ? { ...one, relay: true } : one)),
  );
  for (const { channel, account } of deployment.accounts) {
    template.hasResourceProperties('AWS::SecretsManager::Secret', { Name: `seaway/${channel}/${account}` });
    template.hasOutput(`Webhook${channel.replaceAll('-', '')}${account}`, {});
  }
  expect(count('AWS::SES::ReceiptRule')).toBe(1);
  expect(count('AWS::ECS::Service')).toBe(1);
  expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
});

test('without mail and relays there are no rules, no network and no task', () => {
  const { template, count } = stackWith([{ channel: 'discord', account: 'main', relay: false }]);
  for (const type of ['AWS::SES::ReceiptRule', 'AWS::ECS::Service', 'AWS::EC2::VPC']) expect(count(type)).toBe(0);
  expect(JSON.stringify(template.toJSON())).not.toContain('ses:');
});

test('an account of a channel that is none is refused by name, and mail without an address', () => {
  expect(() => stackWith([{ channel: 'pigeon', account: 'main' }])).toThrow(/no channel "pigeon".*telegram/);
  expect(() => stackWith([{ channel: 'email', account: 'main' }])).toThrow(/"main" needs its address/);
});
