import { expect, test } from 'vitest';
import { accountSid, authToken, clientOf, openCentre } from './centre.ts';

async function openWithWorkflow() {
  const centre = await openCentre();
  const queue = await centre.queue('Everyone');
  await centre.workflow({ default_filter: { queue: queue.sid } });
  return centre;
}

test.each([
  [429, 20429],
  [500, 20500],
  [503, 20503],
])('%i refuses the next requests that match, and does nothing', async (status, code) => {
  const { standIn, workspace, task } = await openWithWorkflow();
  standIn.faults.request({ type: 'status', status, times: 2, match: /^POST .*\/Tasks$/ });
  await expect(task()).rejects.toMatchObject({ status, code });
  expect(await workspace.tasks.list()).toEqual([]);
  await expect(task()).rejects.toMatchObject({ status });
  await task();
  expect(await workspace.tasks.list()).toHaveLength(1);
});

test('the client with autoRetry gets over a burst of 429', async () => {
  const { standIn } = await openWithWorkflow();
  standIn.faults.request({ type: 'status', status: 429, times: 2 });
  const patient = clientOf(standIn.origin, { autoRetry: true, maxRetryDelay: 10 });
  expect(await patient.taskrouter.v1.workspaces.list()).toHaveLength(1);
});

test('the ambiguous create: no answer, and yet there is a task, which a search finds', async () => {
  const { standIn, workspace } = await openWithWorkflow();
  const { sid } = await workspace.fetch();
  const impatient = clientOf(standIn.origin, { timeout: 100 }).taskrouter.v1.workspaces(sid);
  standIn.faults.request({ type: 'lost-answer', match: /^POST .*\/Tasks$/ });
  const attributes = '{"external_id":"c0ffee"}';
  await expect(impatient.tasks.create({ attributes })).rejects.toMatchObject({ code: 'ECONNABORTED' });
  const found = await workspace.tasks.list({ evaluateTaskAttributes: "external_id == 'c0ffee'", limit: 2 });
  expect(found).toHaveLength(1);
});

test('an error after the work was done', async () => {
  const { standIn, workspace, task } = await openWithWorkflow();
  standIn.faults.request({ type: 'status', status: 500, committed: true, match: /^POST/ });
  await expect(task()).rejects.toMatchObject({ status: 500 });
  expect(await workspace.tasks.list()).toHaveLength(1);
});

test('a late answer', async () => {
  const { standIn, task } = await openWithWorkflow();
  standIn.faults.request({ type: 'delay', ms: 30 });
  const before = Date.now();
  await task();
  expect(Date.now() - before).toBeGreaterThanOrEqual(29);
});

test('a search that lags behind the writes', async () => {
  const { standIn, clock, workspace, task } = await openWithWorkflow();
  standIn.faults.searchLag = 2_000;
  const { sid } = await task({ external_id: 'old' });
  const search = async (id: string) =>
    (await workspace.tasks.list({ evaluateTaskAttributes: `external_id == '${id}'` })).length;
  expect(await search('old')).toBe(0);
  expect(await workspace.tasks.list()).toHaveLength(1);
  clock.advance(2_000);
  expect(await search('old')).toBe(1);
  await workspace.tasks(sid).update({ attributes: '{"external_id":"new"}' });
  expect([await search('old'), await search('new')]).toEqual([1, 0]);
  clock.advance(2_000);
  expect([await search('old'), await search('new')]).toEqual([0, 1]);
  standIn.faults.searchLag = 9_000;
  standIn.faults.clear();
  expect(await search('new')).toBe(1);
});

test('the clock is advanced over HTTP, by who knows the token', async () => {
  const { standIn, clock } = await openWithWorkflow();
  const start = clock.now();
  const advance = (token: string, ms: unknown) =>
    fetch(`${standIn.origin}/_clock/advance`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${token}`).toString('base64')}` },
      body: JSON.stringify({ ms }),
    });
  expect((await advance('wrong', 5_000)).status).toBe(401);
  expect((await advance(authToken, 'soon')).status).toBe(400);
  expect(await (await advance(authToken, 5_000)).json()).toEqual({ now: start + 5_000 });
});
