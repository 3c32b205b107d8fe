import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { expect, test } from 'vitest';
import { SeawayStack } from '../../cdk/stack.ts';
import { deployment } from '../../config/deployment.ts';

const app = new App({ context: { ...CURRENTLY_RECOMMENDED_FLAGS, 'aws:cdk:bundling-stacks': [] } });
const accounts = ['line', 'webchat'].map((channel) => ({ channel, account: 'main' }));
const template = Template.fromStack(new SeawayStack(app, 'Seaway', { ...deployment, accounts }));
const ofType = (type: string) => Object.entries(template.findResources(type));
const policyOf = (name: string) =>
  JSON.stringify(ofType('AWS::IAM::Policy').filter(([id]) => id.startsWith(`${name}Role`)));

const [apiId] =
  ofType('AWS::ApiGatewayV2::Api').find(([, { Properties }]) => Properties.ProtocolType === 'WEBSOCKET') ?? [];
const ofSockets = (type: string) =>
  ofType(type)
    .map(([id, { Properties, DependsOn }]) => ({ id, ...Properties, DependsOn }))
    .filter(({ ApiId }) => ApiId?.Ref === apiId);

test('API Gateway may invoke the function for each route of the WebSocket API, and what it gives back answers a frame', () => {
  const routes = ofSockets('AWS::ApiGatewayV2::Route');
  expect(routes.map(({ RouteKey, RouteResponseSelectionExpression: answer }) => [RouteKey, answer]).sort()).toEqual([
    ['$connect', undefined],
    ['$default', '$default'],
    ['$disconnect', undefined],
  ]);
  const permitted = ofType('AWS::Lambda::Permission').map(([, { Properties }]) => JSON.stringify(Properties.SourceArn));
  for (const { RouteKey } of routes)
    expect(permitted.filter((arn) => arn.includes(String(apiId)) && arn.includes(RouteKey))).toHaveLength(1);
});

test('frames are limited, and so are the chats that anybody may begin', () => {
  const [stage] = ofSockets('AWS::ApiGatewayV2::Stage');
  expect(stage).toMatchObject({ StageName: 'live', DefaultRouteSettings: { ThrottlingRateLimit: 1_000 } });
  const http = ofType('AWS::ApiGatewayV2::Stage').find(([, { Properties }]) => Properties.StageName === '$default');
  const { RouteSettings } = http?.[1].Properties ?? {};
  expect(RouteSettings).toEqual({
    'POST /webchat/{account}/sessions': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    'OPTIONS /webchat/{account}/sessions': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
  });
  for (const key of Object.keys(RouteSettings)) {
    const [route] = ofType('AWS::ApiGatewayV2::Route').find(([, { Properties }]) => Properties.RouteKey === key) ?? [];
    expect(http?.[1].DependsOn).toContain(route);
  }
});

test('deliver alone pushes to connections, and does nothing else with them', () => {
  const pushes = { Action: 'execute-api:ManageConnections', Effect: 'Allow' };
  expect(policyOf('Deliver')).toContain(JSON.stringify(pushes).slice(1, -1));
  expect(policyOf('Deliver')).toContain('/live/POST/@connections/*');
  for (const name of ['Webchat', 'Realtime', 'Converse', 'Webhook', 'Console'])
    expect(policyOf(name)).not.toContain('execute-api');
});

test('the functions of the web chat read its secrets alone', () => {
  for (const name of ['Webchat', 'Realtime']) {
    expect(policyOf(name)).toContain('Secretswebchatmain');
    expect(policyOf(name)).not.toMatch(/Secretsline|Secretstwilio/);
  }
  expect(policyOf('Webchat')).not.toContain('dynamodb:PutItem');
});

test('pages are told the address of the stage, and deliver that of its management API', () => {
  const variables = (name: string) =>
    ofType('AWS::Lambda::Function').find(([id]) => id.startsWith(name))?.[1].Properties.Environment.Variables ?? {};
  expect(variables('Webchat').REALTIME_SOCKET).toEqual({
    'Fn::Join': ['', [{ 'Fn::GetAtt': [apiId, 'ApiEndpoint'] }, '/live']],
  });
  expect(JSON.stringify(variables('Deliver').REALTIME_ENDPOINT)).toMatch(
    /^\{"Fn::Join":\["",\["https:\/\/".*\/live"\]\]\}$/,
  );
});
