import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stoppedClock } from '../../../local/twilio/clock.ts';
import { startTaskRouter } from '../../../local/twilio/taskrouter.ts';
import { accountSid, authToken, centreOf, clientOf } from './centre.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'taskrouter-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

const workspaceSid = `WS${'1'.repeat(32)}`;
const open = async (file: string, now: number) => {
  const standIn = await startTaskRouter({
    accountSid,
    authToken,
    file,
    clock: stoppedClock(now),
    workspace: { sid: workspaceSid, friendlyName: 'Local' },
  });
  return { standIn, ...(await centreOf(clientOf(standIn.origin), workspaceSid)) };
};

test('everything survives a restart, and what fell due meanwhile is done', async () => {
  const file = join(folder(), 'taskrouter.json');
  const start = Date.UTC(2026, 0, 1);
  const before = await open(file, start);
  const queue = await before.queue('Everyone');
  await before.workflow({ filters: [{ expression: '1==1', targets: [{ queue: queue.sid, timeout: 600 }] }] });
  const alice = await before.worker('alice', { level: 1 });
  const [offered, waiting] = [await before.task({ external_id: 'a' }), await before.task({ external_id: 'b' })];
  await before.standIn.close();

  const after = await open(file, start + 1_000);
  expect(await after.holders(offered.sid)).toEqual(['alice']);
  expect(await after.statusOf(waiting.sid)).toBe('pending');
  expect((await after.workspace.workers(alice.sid).fetch()).attributes).toBe('{"level":1}');
  await after.answer(offered.sid, 'accepted');
  await after.workspace.tasks(offered.sid).update({ assignmentStatus: 'completed', reason: 'done' });
  expect(await after.statusOf(waiting.sid)).toBe('reserved');
  await after.standIn.close();

  const later = await open(file, start + 700_000);
  later.standIn.clock.advance(0);
  expect(await later.statusOf(waiting.sid)).toBe('canceled');
  expect((await later.workspace.workers(alice.sid).fetch()).activityName).toBe('Offline');
  await later.standIn.close();
});

test('a change is in the file soon, and nothing half-written beside it', async () => {
  const path = folder();
  const { standIn, worker } = await open(join(path, 'taskrouter.json'), 0);
  onTestFinished(() => standIn.close());
  await worker('alice');
  await expect.poll(() => readdirSync(path)).toEqual(['taskrouter.json']);
});

test('a file that cannot be read is an error, not a loss', async () => {
  const file = join(folder(), 'taskrouter.json');
  writeFileSync(file, '{"version":1,"spaces":[{}]}');
  await expect(open(file, 0)).rejects.toThrow();
});
