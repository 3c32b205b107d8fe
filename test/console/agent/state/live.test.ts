import { expect, test } from 'vitest';
import { threads } from '../stage/people.ts';
import { openLab } from './harness.ts';

const reads = (asked: string[]) => asked.filter((one) => one === 'GET /console/work').length;

test('while the socket listens a hint is read at once, and what was never told within a minute', async () => {
  const lab = await openLab();
  lab.sockets[0]?.open();
  await lab.pass(100);
  expect(lab.page.connection.value).toBe('live');
  const before = reads(lab.asked());
  await lab.pass(120_000);
  expect(reads(lab.asked())).toBe(before + 2);
  lab.world.scene.work.tasks = [];
  lab.sockets[0]?.push({ type: 'changed', thread: threads.grace });
  await lab.pass(10);
  expect(lab.page.work.value.value?.tasks).toEqual([]);
});

test('what happened before the socket listened is read when it does', async () => {
  const lab = await openLab();
  lab.world.scene.work.tasks = [];
  lab.sockets[0]?.open();
  await lab.pass(10);
  expect(lab.page.work.value.value?.tasks).toEqual([]);
});

test('without a socket it is polled every 15 seconds, and the socket is tried again, ever less often', async () => {
  const lab = await openLab();
  lab.sockets[0]?.open();
  await lab.pass(10);
  lab.sockets[0]?.die();
  expect(lab.page.connection.value).toBe('polling');
  const before = reads(lab.asked());
  await lab.pass(61_000);
  expect(reads(lab.asked()) - before).toBe(4);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    lab.sockets.at(-1)?.die();
    await lab.pass(30_000);
  }
  const count = lab.sockets.length;
  lab.sockets.at(-1)?.die();
  await lab.pass(20_000);
  expect(lab.sockets.length).toBe(count);
  await lab.pass(15_000);
  expect(lab.sockets.length).toBe(count + 1);
  lab.sockets.at(-1)?.open();
  expect(lab.page.connection.value).toBe('live');
});

test('a socket that does not answer a ping is dead', async () => {
  const lab = await openLab();
  lab.sockets[0]?.open();
  await lab.pass(299_000);
  expect(lab.sockets[0]?.said).toEqual(['{"type":"ping"}']);
  await lab.pass(2_000);
  expect(lab.sockets[0]?.said).toHaveLength(2);
  await lab.pass(21_000);
  expect(lab.sockets).toHaveLength(2);
});

test('out of reach is said, and what was out of reach catches up by itself', async () => {
  const lab = await openLab();
  lab.network(() => 'lost');
  await lab.pass(20_000);
  expect(lab.page.connection.value).toBe('offline');
  lab.network(() => 'well');
  await lab.pass(20_000);
  expect(lab.page.connection.value).toBe('polling');
});

test('a supervisor tells what they look at, again after every reconnection', async () => {
  const lab = await openLab('supervisor');
  lab.sockets[0]?.open();
  lab.page.shown.value = threads.mei;
  expect(lab.sockets[0]?.said.at(-1)).toBe(JSON.stringify({ type: 'watch', thread: threads.mei }));
  lab.sockets[0]?.die();
  await lab.pass(2_000);
  lab.sockets[1]?.open();
  expect(lab.sockets[1]?.said.at(-1)).toBe(JSON.stringify({ type: 'watch', thread: threads.mei }));
});

test('a customer types until something comes, or for six seconds', async () => {
  const lab = await openLab();
  lab.sockets[0]?.open();
  lab.sockets[0]?.push({ type: 'typing', thread: threads.grace });
  lab.sockets[0]?.push({ type: 'typing', thread: threads.mei });
  expect([...lab.page.typing.value]).toEqual([threads.grace, threads.mei]);
  lab.sockets[0]?.push({ type: 'changed', thread: threads.grace });
  expect([...lab.page.typing.value]).toEqual([threads.mei]);
  await lab.pass(6_000);
  expect([...lab.page.typing.value]).toEqual([]);
});

test('nobody knows what is pushed that is no push', async () => {
  const lab = await openLab();
  lab.sockets[0]?.open();
  for (const strange of [{}, { type: 'changed' }, { type: 'news', thread: 1 }]) lab.sockets[0]?.push(strange);
  await lab.pass(10);
  expect(lab.page.connection.value).toBe('live');
});
