import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCalls } from '../../lib/store/calls.ts';
import type { Table } from '../../lib/store/table.ts';
import { startTable } from '../conversation/harness.ts';
import { phoneDesk } from './flows.ts';
import { openSwitchboard } from './switchboard.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

test('a known caller costs three AWS calls in a row: a read, a transaction and a batch', async () => {
  const made: string[] = [];
  const counted: Table = {
    ...table,
    get: (key) => {
      made.push('read');
      return table.get(key);
    },
    batchGet: (wanted) => {
      made.push('read');
      return table.batchGet(wanted);
    },
    write: (writes) => {
      made.push('write');
      return table.write(writes);
    },
  };
  const board = await openSwitchboard(table, phoneDesk, {
    world: (world) => ({
      ...world,
      calls: openCalls(counted),
      enqueue: (events) => {
        made.push('send');
        return world.enqueue(events);
      },
    }),
  });
  for (let before = 1; before <= 2; before += 1) await (await board.phone.call('+41791234567')).hangUp();
  made.length = 0;
  const call = await board.phone.call('+41791234567');
  expect(made.splice(0)).toEqual(['read', 'write', 'send']);
  await call.press('2');
  expect(call.waitsAt).toBe('Enqueue');
  expect(made).toEqual(['read', 'write', 'send']);
});
