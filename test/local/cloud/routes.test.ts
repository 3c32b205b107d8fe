import { expect, test } from 'vitest';
import { match } from '../../../local/cloud/routes.ts';

const routes = [
  'ANY /console/{proxy+}',
  'GET /webhooks/{channel}/{account}',
  'POST /webhooks/{channel}/{account}',
  'ANY /webhooks/{channel}/status',
  'POST /webhooks/line/main',
].map((key) => ({ key, signed: false, handler: key }));

test.each([
  ['GET', '/webhooks/line/main', 'GET /webhooks/{channel}/{account}', { channel: 'line', account: 'main' }],
  ['POST', '/webhooks/line/main', 'POST /webhooks/line/main', {}],
  ['POST', '/webhooks/sms/a b', 'POST /webhooks/{channel}/{account}', { channel: 'sms', account: 'a b' }],
  ['GET', '/webhooks/sms/status', 'ANY /webhooks/{channel}/status', { channel: 'sms' }],
  ['DELETE', '/console/tasks/1', 'ANY /console/{proxy+}', { proxy: 'tasks/1' }],
])('%s %s', (method, path, key, parameters) => {
  expect(match(routes, method, path)).toMatchObject({ route: { key }, parameters });
});

test.each([
  ['DELETE', '/webhooks/line/main'],
  ['GET', '/webhooks/line'],
  ['GET', '/webhooks/line/main/more'],
  ['GET', '/webhooks//main'],
  ['GET', '/console/'],
  ['GET', '/'],
])('nothing answers %s %s', (method, path) => {
  expect(match(routes, method, path)).toBeUndefined();
});
