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
const audience = () => threadKey(somebody());
const ofPage = (thread: ReturnType<typeof somebody>) => ({ kind: 'webchat', thread, token: 'a token' }) as const;
const listening = async (...to: string[]) => (await connections.listening(to)).map(({ id }) => id);

test('a connection is found by its id until it is closed', async () => {
  const thread = somebody();
  await connections.open('a=', ofPage(thread));
  expect(await connections.find('a=')).toEqual(ofPage(thread));
  expect(await connections.find('b=')).toBeUndefined();
  await connections.close('a=', [threadKey(thread)]);
  expect(await connections.find('a=')).toBeUndefined();
  expect(JSON.stringify(await table.get(keys.connection('a=')))).not.toContain('a token');
});

test('who works at a console is kept as well', async () => {
  const agent = { kind: 'console', worker: 'ana', supervisor: false } as const;
  await connections.open('c=', agent);
  expect(await connections.find('c=')).toEqual(agent);
});

test('those of an audience are found by it, each once, and no others', async () => {
  const [thread, other] = [audience(), audience()];
  expect(await listening(thread)).toEqual([]);
  await Promise.all(['one', 'two', 'one'].map((id) => connections.listen(id, thread)));
  await connections.listen('three', other);
  expect((await listening(thread)).sort()).toEqual(['one', 'two']);
});

test('several audiences are asked at once, and each connection says by which it was found', async () => {
  const [one, other, nobody] = [audience(), audience(), audience()];
  await connections.listen('both', one);
  await connections.listen('both', other);
  await connections.listen('one', one);
  const found = await connections.listening([one, other, nobody]);
  expect(
    found
      .filter(({ audience }) => audience === one)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['both', 'one']);
  expect(found.filter(({ audience }) => audience !== one)).toEqual([{ audience: other, id: 'both' }]);
});

test('a visitor who opens connections without end is pushed to on few of them', async () => {
  const thread = audience();
  for (let index = 0; index < 60; index++) await connections.listen(`c${index}`, thread);
  const found = await listening(thread);
  expect(found).toContain('c59');
  expect(found.length).toBeLessThanOrEqual(50);
  await connections.listen('c59', thread);
  expect(await listening(thread)).toHaveLength(found.length);
});

test('one that is closed or has turned out to be gone listens no more, and comes back by listening again', async () => {
  const thread = audience();
  for (const id of ['one', 'two', 'three']) await connections.listen(id, thread);
  await connections.close('one', [thread]);
  await connections.forget(thread, ['two', 'three']);
  expect(await listening(thread)).toEqual([]);
  await connections.forget(thread, ['nobody']);
  await connections.listen('two', thread);
  expect(await listening(thread)).toEqual(['two']);
});

test('what is left of a connection expires soon after API Gateway would have ended it', async () => {
  const thread = somebody();
  now = 1_000_000;
  await connections.open('old', ofPage(thread));
  await connections.listen('old', threadKey(thread));
  const twoHours = 2 * 3_600;
  for (const key of [keys.connection('old'), keys.connections(threadKey(thread))]) {
    const { expiresAt } = (await table.get(key)) ?? {};
    expect(expiresAt).toBeGreaterThan(1_000 + twoHours);
    expect(expiresAt).toBeLessThan(1_000 + twoHours + 3_600);
  }
});
