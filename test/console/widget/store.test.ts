import { expect, test } from 'vitest';
import type { Entry } from '../../../console/widget/machine/entry.ts';
import { openStore } from '../../../console/widget/store.ts';

/** What a browser keeps, as far as the widget asks for it: its keys are properties of its own, as in a browser. */
function openDisk(full = false): Storage {
  const disk: Storage = Object.create({
    getItem: (key: string) => (Object.hasOwn(disk, key) ? String(disk[key]) : null),
    setItem(key: string, value: string) {
      if (full) throw new Error('QuotaExceededError');
      disk[key] = value;
    },
    removeItem: (key: string) => void delete disk[key],
  });
  return disk;
}

const session = { token: 't', sender: 's', expiresAt: 1, socket: 'wss://x' };
const entry: Entry = { id: 'a', at: 1, after: 0, said: { type: 'message', text: 'Hello' }, state: 'waiting' };

test('what one page keeps the next one finds, and no other account', () => {
  const disk = openDisk();
  const store = openStore('https://api.example main', disk);
  store.keepSession(session);
  store.keepSeen({ delivered: 2, read: 1 });
  store.keep({ ...entry, elsewhere: true });
  const again = openStore('https://api.example main', disk);
  expect([again.session(), again.seen(), again.outbox()]).toEqual([session, { delivered: 2, read: 1 }, [entry]]);
  const other = openStore('https://api.example other', disk);
  expect([other.session(), other.seen(), other.outbox()]).toEqual([undefined, undefined, []]);
});

test('what is dropped is gone', () => {
  const disk = openDisk();
  const store = openStore('x', disk);
  store.keepSession(session);
  store.keep(entry);
  store.drop('a');
  store.keepSession(undefined);
  expect(Object.keys(disk)).toEqual([]);
});

test('what cannot be read counts as not there', () => {
  const disk = openDisk();
  const store = openStore('x', disk);
  store.keepSession(session);
  store.keep(entry);
  for (const key of Object.keys(disk)) disk[key] = '{"id":';
  expect([store.session(), store.outbox()]).toEqual([undefined, []]);
});

test.each([
  ['lets nothing be kept', undefined],
  ['is full', openDisk(true)],
])('a browser that %s stops nobody', (_, disk) => {
  const store = openStore('x', disk);
  store.keepSession(session);
  store.keep(entry);
  expect([store.session(), store.outbox()]).toEqual([undefined, []]);
});
