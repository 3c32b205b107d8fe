import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Connections, openConnections } from '../../lib/store/connections.ts';
import { keys } from '../../lib/store/keys.ts';
import type { Table } from '../../lib/store/table.ts';
import { threadKey } from '../../lib/thread.ts';
import { startTable } from '../conversation/harness.ts';

let table: Table;
let stop: () => Promise<void>;
let connections: Connections;
let now = 0;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
  connections = openConnections(table, () => now);
});
afterAll(() => stop());

let threads = 0;
const somebody = () => {
  threads += 1;
  return { channel: 'webchat', account: 'main', sender: `visitor ${threads}` };
};
const ofPage = (thread: ReturnType<typeof somebody>) => ({ kind: 'webchat', thread, token: 'a token' }) as const;

test('a connection is found by its id until it is closed', async () => {
  const thread = somebody();
  await connections.open('a=', ofPage(thread));
  expect(await connections.find('a=')).toEqual(ofPage(thread));
  expect(await connections.find('b=')).toBeUndefined();
  await connections.close('a=', ofPage(thread));
  expect(await connections.find('a=')).toBeUndefined();
  expect(JSON.stringify(await table.get(keys.connection('a=')))).not.toContain('a token');
});

test('those that listen to a thread are found by it, each once, and no others', async () => {
  const [thread, other] = [somebody(), somebody()];
  expect(await connections.listening(thread)).toEqual([]);
  await Promise.all(['one', 'two', 'one'].map((id) => connections.listen(id, thread)));
  await connections.listen('three', other);
  expect((await connections.listening(thread)).sort()).toEqual(['one', 'two']);
});

test('a visitor who opens connections without end is pushed to on few of them', async () => {
  const thread = somebody();
  for (let index = 0; index < 60; index++) await connections.listen(`c${index}`, thread);
  const listening = await connections.listening(thread);
  expect(listening).toContain('c59');
  expect(listening.length).toBeLessThanOrEqual(50);
  await connections.listen('c59', thread);
  expect(await connections.listening(thread)).toHaveLength(listening.length);
});

test('one that is closed or has turned out to be gone listens no more, and comes back by listening again', async () => {
  const thread = somebody();
  for (const id of ['one', 'two', 'three']) await connections.listen(id, thread);
  await connections.close('one', ofPage(thread));
  await connections.forget(thread, ['two', 'three']);
  expect(await connections.listening(thread)).toEqual([]);
  await connections.forget(thread, ['nobody']);
  await connections.listen('two', thread);
  expect(await connections.listening(thread)).toEqual(['two']);
});

test('what is left of a connection expires soon after API Gateway would have ended it', async () => {
  const thread = somebody();
  now = 1_000_000;
  await connections.open('old', ofPage(thread));
  await connections.listen('old', thread);
  const twoHours = 2 * 3_600;
  for (const key of [keys.connection('old'), keys.connections(threadKey(thread))]) {
    const { expiresAt } = (await table.get(key)) ?? {};
    expect(expiresAt).toBeGreaterThan(1_000 + twoHours);
    expect(expiresAt).toBeLessThan(1_000 + twoHours + 3_600);
  }
});
