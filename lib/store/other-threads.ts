import type { Thread } from '../message.ts';
import { isCall, readThreadKey, threadKey } from '../thread.ts';
import { openCustomers } from './customers.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';
import { findThread, readThread } from './threads.ts';

/** The other threads of the customer of `thread` on which messages can be sent, the one last written on first. */
export async function otherThreads(table: Table, thread: Thread): Promise<Thread[]> {
  const state = await findThread(table, thread);
  const customers = openCustomers(table);
  const customer = state && (await customers.root(state.customerId));
  if (!customer) return [];
  const held = (await customers.keysOf(customer.id)).filter((key) => readThreadKey(key) && key !== threadKey(thread));
  const items = held.length > 0 ? await table.batchGet(held.slice(0, 100).map((key) => keys.thread(key))) : [];
  return items
    .map(readThread)
    .filter((other) => !isCall(other.thread))
    .sort((one, other) => other.lastMessageAt - one.lastMessageAt)
    .map((other) => other.thread);
}
