import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { expect, test } from 'vitest';
import { SeawayStack } from '../../cdk/stack.ts';
import { deployment } from '../../config/deployment.ts';

test.each([
  ['flex', 1],
  ['console', 0],
] as const)('with the desk %s, %i addresses are open for what is said in Flex', (desk, count) => {
  const app = new App({ context: { ...CURRENTLY_RECOMMENDED_FLAGS, 'aws:cdk:bundling-stacks': [] } });
  const template = Template.fromStack(new SeawayStack(app, 'Seaway', { ...deployment, desk }));
  const routes = template.findResources('AWS::ApiGatewayV2::Route', {
    Properties: { RouteKey: 'POST /flex/messages' },
  });
  expect(Object.keys(routes)).toHaveLength(count);
});
