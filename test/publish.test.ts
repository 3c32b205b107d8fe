import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployment } from '../config/deployment.ts';
import { flows } from '../config/flows/index.ts';
import taskRouterConfig from '../config/taskrouter.json' with { type: 'json' };
import { Permanent } from '../lib/errors.ts';
import { createHttp } from '../lib/http.ts';
import { publish } from '../lib/publish.ts';
import { openFlows } from '../lib/store/flows.ts';
import type { Table } from '../lib/store/table.ts';
import { readWorkspace } from '../lib/store/workspace.ts';
import { openTaskRouter, type TaskRouter } from '../lib/tasks/taskrouter.ts';
import { startTaskRouter, type TaskRouterStandIn } from '../local/twilio/taskrouter.ts';

import { flow, startTable } from './conversation/harness.ts';

const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token' };
const publication = { accounts: deployment.accounts, names: deployment, flows, taskRouter: taskRouterConfig };

let table: Table;
let stop: () => Promise<void>;
let standIn: TaskRouterStandIn;
let taskRouter: TaskRouter;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
  standIn = await startTaskRouter(account);
  taskRouter = openTaskRouter(account, createHttp({ 'https://taskrouter.twilio.com': standIn.origin }));
});
afterAll(async () => {
  await standIn.close();
  await stop();
});

const world = () => ({ table, taskRouter, origin: 'https://seaway.example', now: 1 });

test('what is in config is published, and a second time changes nothing', async () => {
  const first = await publish(publication, world());
  const revisions = Object.fromEntries(Object.keys(flows).map((name) => [name, 1]));
  expect(first.revisions).toEqual(revisions);
  expect(first.changes.length).toBeGreaterThan(0);
  expect(await publish(publication, world())).toEqual({ revisions, changes: [] });
  expect((await openFlows(table, Date.now).answering('line', 'main')).name).toBe('front-desk');
  expect(Object.keys((await readWorkspace(table)).workflows)).toEqual(['Front desk']);
});

test('a broken flow is refused with all its faults and their paths, and what answers stays', async () => {
  const broken = flow(
    {
      name: 'a',
      type: 'send-message',
      properties: { from: 'x', body: '{% if %}' },
      transitions: [{ event: 'sent', next: 'z' }],
    },
    { name: 'b', type: 'dance', transitions: [] },
    { name: 'c', type: 'send-to-flex', properties: { workflow: 'WW9', channel: 'TC9' }, transitions: [] },
  );
  const publishing = publish({ ...publication, flows: { 'front-desk': broken } }, world());
  await expect(publishing).rejects.toThrow(Permanent);
  const { message } = await publishing.catch((error) => error);
  for (const fault of [
    '#/states/1/properties/body',
    '#/states/1/transitions/0/next',
    '#/states/2/type',
    'WW9',
    'TC9',
  ]) {
    expect(message).toContain(fault);
  }
  expect(message).toContain('config/deployment.ts');
  const answering = await openFlows(table, Date.now).answering('line', 'main');
  expect(answering.definition.states.some(({ name }) => name === 'wants_agent')).toBe(true);
});

test('an account whose flow is not there is told with its place', async () => {
  const accounts = [{ channel: 'line', account: 'main', flow: 'night' }];
  await expect(publish({ ...publication, accounts }, world())).rejects.toThrow(/line\/main names the flow "night"/);
});

test('without a TaskRouter account flows are published all the same', async () => {
  const done = await publish(publication, { ...world(), taskRouter: undefined });
  expect(done.changes).toEqual([]);
  expect(done.revisions['front-desk']).toBeGreaterThan(0);
});
