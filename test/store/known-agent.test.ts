import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkSchema } from '../../lib/identity/customer.ts';
import type { Thread } from '../../lib/message.ts';
import { openCustomers } from '../../lib/store/customers.ts';
import { findKnownAgent } from '../../lib/store/known-agent.ts';
import type { Table } from '../../lib/store/table.ts';
import { handOff } from '../conversation/flows.ts';
import { type Bench, openBench, startTable, text } from '../conversation/harness.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const mei = { sid: 'WK1', name: 'mei' };
const ben = { sid: 'WK2', name: 'ben' };

/** The customer asks for an agent, who takes the task, and perhaps completes it. */
async function serve(bench: Bench, thread: Thread, worker: typeof mei, until: 'accepted' | 'completed', at: number) {
  await bench.hear({ ...text(thread, 'help'), at });
  const externalId = (await bench.state(thread))?.handOff?.externalId ?? '';
  const task = { type: 'task', thread, at, taskSid: `WT ${externalId}`, externalId, worker } as const;
  await bench.hear({ ...task, id: `accepted ${externalId}`, event: 'accepted', version: 1 });
  if (until === 'completed')
    await bench.hear({ ...task, id: `completed ${externalId}`, event: 'completed', version: 2 });
}

const day = 86_400_000;
const start = 1_700_000_000_000;

test('the agent of another channel is known: who has the task, then who had the last one, for so many days', async () => {
  const bench = await openBench(table, handOff);
  const phone = `phone:+41790${bench.account}` as const;
  const [line, sms] = [bench.thread('U1', 'line'), bench.thread('+4179', 'sms')];
  await bench.hear(text(line, 'hi', { proves: [phone] }));
  await bench.hear(text(sms, 'hi', { proves: [phone] }));
  const customerId = (await bench.customerOf(line))?.id ?? '';
  const known = (thread: Thread, now: number) => findKnownAgent(table, { thread, customerId, now, days: 30 });
  expect(await known(line, start)).toBeUndefined();

  await serve(bench, sms, mei, 'accepted', start);
  expect(await known(line, start + 1)).toEqual({ worker: mei, why: 'open task' });
  const externalId = (await bench.state(sms))?.handOff?.externalId ?? '';
  const over = { type: 'task', thread: sms, at: start + 5, taskSid: `WT ${externalId}`, externalId } as const;
  await bench.hear({ ...over, id: 'over', event: 'completed', version: 2 });
  expect(await known(line, start + 6)).toEqual({ worker: mei, why: 'last task' });

  await serve(bench, line, ben, 'completed', start + day);
  expect(await known(line, start + day)).toEqual({ worker: ben, why: 'last task' });
  expect(await known(line, start + 31 * day)).toBeUndefined();
});

test('people who turn out to be one have the agents of both; unmerged, each has their own again', async () => {
  const bench = await openBench(table, handOff);
  const phone = `phone:+41791${bench.account}` as const;
  const [line, sms] = [bench.thread('U1', 'line'), bench.thread('+4179', 'sms')];
  await serve(bench, line, mei, 'completed', start);
  await bench.hear(text(sms, 'hi', { proves: [phone] }));
  const [ofLine, ofSms] = [(await bench.customerOf(line))?.id ?? '', (await bench.customerOf(sms))?.id ?? ''];
  const of = (customerId: string, thread: Thread) =>
    findKnownAgent(table, { thread, customerId, now: start + day, days: 30 });
  expect([(await of(ofLine, line))?.worker, await of(ofSms, sms)]).toEqual([mei, undefined]);

  await bench.hear(text(line, 'it is me', { proves: [phone] }));
  expect((await of(ofSms, sms))?.worker).toEqual(mei);
  const [survivor] = [await bench.customerOf(line)];
  const [link] = await table.query({ pk: `CUSTOMER#${survivor?.id}`, prefix: 'LINK#' });
  await openCustomers(table).unmerge(linkSchema.parse(link), 'ben', 9);
  expect([(await of(ofLine, line))?.worker, await of(ofSms, sms)]).toEqual([mei, undefined]);
});
