import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { clientOf } from '../local/twilio/centre.ts';
import { startSite } from './site.ts';
import { seaway } from './terminal.ts';

let site: Awaited<ReturnType<typeof startSite>>;
beforeAll(async () => {
  site = await startSite();
  await seaway(['taskrouter', 'apply', '--local', '--data', site.data]);
});
afterAll(() => site.close());

const why = (...args: string[]) => seaway(['why', ...args, '--local', '--data', site.data]);

/** A task for somebody who speaks Welsh, which nobody does. */
async function askFor(attributes: object): Promise<string> {
  const { workspaces } = clientOf(site.standIn.origin).taskrouter.v1;
  const [workspace] = await workspaces.list();
  const task = await workspaces(workspace?.sid ?? '').tasks.create({
    taskChannel: 'chat',
    attributes: JSON.stringify({ vip: false, department: null, levels: {}, rejected_workers: [], ...attributes }),
  });
  return task.sid;
}

test('a task is explained in a screenful, the workers in a column each', async () => {
  const sid = await askFor({ language: 'cy' });
  const { code, text } = await why(sid);
  expect(code).toBe(0);
  const lines = text.split('\n');
  expect(lines[0]).toBe(sid);
  expect(text).toContain('  The filter "VIP" does not fit: vip == true, where vip is false.');
  expect(lines.slice(lines.indexOf('Workers'))).toEqual([
    'Workers',
    '  ana  speaks es, en, zh, not cy',
    '  mei  speaks zh, ja, en, not cy',
    '  ben  speaks de, en, not cy',
  ]);
  expect(lines.length).toBeLessThan(25);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(101);
});

test('the same is told as JSON, with what was found', async () => {
  const sid = await askFor({ language: 'cy', vip: true });
  const found = z
    .object({
      sentences: z.array(z.string()),
      here: z.object({ step: z.number() }),
      workers: z.array(z.looseObject({})),
    })
    .parse((await why(sid, '--json')).json());
  expect(found.here.step).toBe(1);
  expect(found.workers).toContainEqual(expect.objectContaining({ worker: 'ana', is: 'unfit' }));
  expect(found.sentences.join(' ')).toContain('At "VIP" it is at step 1 of 3');
});

test('a task that is not there, and no task at all, are said so', async () => {
  expect((await why(`WT${'0'.repeat(32)}`)).complaint).toContain('TaskRouter knows no task');
  expect((await why()).code).toBe(2);
  expect((await seaway(['why', '--help'])).text).toContain('seaway why <task SID>');
  expect((await seaway([])).text).toContain('why ');
});
