import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import committed from '../../../config/taskrouter.json' with { type: 'json' };
import { createTable, type DynamoDb, startDynamoDb } from '../../../local/aws/dynamodb.ts';
import { type Secrets, startSecrets } from '../../../local/aws/secrets.ts';
import { startTaskRouter, type TaskRouterStandIn } from '../../../local/twilio/taskrouter.ts';
import { accountSid, authToken, clientOf } from '../../local/twilio/centre.ts';
import { file, seaway } from '../terminal.ts';

let data: string;
let secrets: Secrets;
let dynamodb: DynamoDb;
let standIn: TaskRouterStandIn;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'seaway-taskrouter-'));
  await writeFile(join(data, 'secrets.json'), JSON.stringify({ 'seaway/twilio': { accountSid, authToken } }));
  secrets = await startSecrets({ file: join(data, 'secrets.json') });
  dynamodb = await startDynamoDb();
  await createTable(dynamodb.endpoint, 'Seaway');
  standIn = await startTaskRouter({ accountSid, authToken });
  const told = {
    origin: 'http://127.0.0.1:9',
    secretsManager: secrets.endpoint,
    dynamodb: dynamodb.endpoint,
    table: 'Seaway',
    origins: { 'https://taskrouter.twilio.com': standIn.origin },
  };
  await writeFile(join(data, 'endpoints.json'), JSON.stringify(told));
});
afterAll(async () => {
  await standIn.close();
  await dynamodb.close();
  await secrets.close();
  await rm(data, { recursive: true, force: true });
});

const run = (...args: string[]) => seaway(['taskrouter', ...args, '--local', '--data', data]);

test('plan, apply, drift: from an empty account to one that somebody has touched, and back', async () => {
  expect((await run('drift')).complaint).toContain('nothing was applied yet');
  const plan = await run('plan');
  expect(plan.code).toBe(0);
  expect(plan.text).toContain('create  queue "Front desk"');
  expect(plan.text).toMatch(/\d+ to change, \d+ unchanged$/);
  expect((await run('apply')).text).toContain('create  worker "mei"');
  expect((await run('apply')).text).toMatch(/^0 changed, \d+ unchanged$/);
  expect(await run('drift')).toMatchObject({ code: 0, text: 'nothing was changed by hand' });

  const { workspaces } = clientOf(standIn.origin).taskrouter.v1;
  const [{ sid } = { sid: '' }] = await workspaces.list();
  const [queue] = await workspaces(sid).taskQueues.list({ friendlyName: 'Everyone' });
  await workspaces(sid)
    .taskQueues(queue?.sid ?? '')
    .update({ targetWorkers: '1==2' });
  const drift = await run('drift');
  expect(drift.code).toBe(1);
  expect(drift.text).toBe('queue "Everyone"\n  targetWorkers: we left "1==1", now it is "1==2"');
  expect((await run('drift', '--json')).json()).toEqual({
    drift: [
      {
        action: 'update',
        kind: 'queue',
        name: 'Everyone',
        differences: [{ path: 'targetWorkers', was: '1==1', becomes: '1==2' }],
      },
    ],
  });
  expect((await run('plan')).text).toContain('targetWorkers: "1==2" becomes "1==1"');
  await run('apply');
  expect((await run('drift')).code).toBe(0);
});

test('another configuration is told by its file, its faults by their paths, and what looks wrong as warnings', async () => {
  const [frontDesk, ...queues] = committed.queues;
  const odd = file('odd.json', { ...committed, queues: [{ ...frontDesk, workers: "mood == 'good'" }, ...queues] });
  const { code, text } = await run('plan', '--config', odd);
  expect(code).toBe(0);
  expect(text).toContain('warning  queues.0.workers: no worker here has the attribute "mood"');
  const broken = file('broken.json', { ...committed, queues: [{ ...frontDesk, workers: 'a-b == 1' }, ...queues] });
  const refused = await run('apply', '--config', broken);
  expect(refused.code).toBe(1);
  expect(refused.complaint).toContain('queues.0.workers: Invalid expression');
});

test('every command says how it is used, and a deployment must be named', async () => {
  for (const command of ['plan', 'apply', 'drift'])
    expect((await seaway(['taskrouter', command, '--help'])).text).toContain(`seaway taskrouter ${command}`);
  expect((await seaway(['taskrouter', '--help'])).text).toContain('docs/routing.md');
});
