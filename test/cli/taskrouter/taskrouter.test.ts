import { afterAll, beforeAll, expect, test } from 'vitest';
import committed from '../../../config/taskrouter.json' with { type: 'json' };
import { clientOf } from '../../local/twilio/centre.ts';
import { startSite } from '../site.ts';
import { file, seaway } from '../terminal.ts';

let site: Awaited<ReturnType<typeof startSite>>;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

const run = (...args: string[]) => seaway(['taskrouter', ...args, '--local', '--data', site.data]);

test('plan, apply, drift: from an empty account to one that somebody has touched, and back', async () => {
  expect((await run('drift')).complaint).toContain('nothing was applied yet');
  const plan = await run('plan');
  expect(plan.code).toBe(0);
  expect(plan.text).toContain('create  queue "Front desk"');
  expect(plan.text).toMatch(/\d+ to change, \d+ unchanged$/);
  expect((await run('apply')).text).toContain('create  worker "mei"');
  expect((await run('apply')).text).toMatch(/^0 changed, \d+ unchanged$/);
  expect(await run('drift')).toMatchObject({ code: 0, text: 'nothing was changed by hand' });

  const { workspaces } = clientOf(site.standIn.origin).taskrouter.v1;
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
