import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkSchema } from '../../lib/identity/customer.ts';
import { openCustomers } from '../../lib/store/customers.ts';
import type { Table } from '../../lib/store/table.ts';
import { greeting } from '../conversation/flows.ts';
import { openBench, startTable, text } from '../conversation/harness.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

test('a merge is undone exactly, and its audit says so', async () => {
  const bench = await openBench(table, greeting);
  const customers = openCustomers(table);
  const phone = `phone:+41790${bench.account}` as const;
  const [line, sms] = [bench.thread('U1', 'line'), bench.thread('+4179', 'sms')];
  await bench.hear(text(line, 'hi'));
  await bench.hear(text(sms, 'hi', { proves: [phone] }));
  await bench.hear(text(sms, 'Ann', { proves: [phone] }));
  const [ofLine, ofSms] = [await bench.customerOf(line), await bench.customerOf(sms)];
  await bench.hear(text(line, 'it is me', { proves: [phone] }));
  expect((await customers.keysOf(ofLine?.id ?? '')).sort()).toHaveLength(3);

  const [item] = await table.query({ pk: `CUSTOMER#${ofLine?.id}`, prefix: 'LINK#' });
  const link = linkSchema.parse(item);
  expect(link).toMatchObject({ survivor: ofLine?.id, loser: ofSms?.id, by: 'channel', learnt: { name: 'Ann' } });
  await customers.unmerge(link, 'ben', 9);

  expect((await bench.customerOf(sms))?.id).toBe(ofSms?.id);
  expect((await bench.customerOf(sms))?.attributes).toEqual({ name: 'Ann' });
  expect((await customers.root(ofLine?.id ?? ''))?.attributes).not.toHaveProperty('name', 'Ann');
  const [undone] = await table.query({ pk: `CUSTOMER#${ofLine?.id}`, prefix: 'LINK#' });
  expect(linkSchema.parse(undone).undone).toEqual({ at: 9, by: 'ben' });
});

test('what is told in a flow after a merge is kept on the survivor', async () => {
  const bench = await openBench(table, greeting);
  const phone = `phone:+41791${bench.account}` as const;
  const [line, sms] = [bench.thread('U1', 'line'), bench.thread('+4179', 'sms')];
  await bench.hear(text(line, 'hi'));
  await bench.hear(text(sms, 'hi', { proves: [phone] }));
  await bench.hear(text(line, 'x', { proves: [phone] }));
  await bench.hear(text(sms, 'Ann'), bench.openWorld());
  expect((await bench.customerOf(line))?.attributes).toMatchObject({ name: 'Ann' });
});
