import * as z from 'zod';
import type { ThreadState } from '../conversation/state.ts';
import { type Customer, customerSchema } from '../identity/customer.ts';
import type { Thread } from '../message.ts';
import { readThreadKey, threadKey } from '../thread.ts';
import { keyItemSchema, keyItemsOf, openCustomers } from './customers.ts';
import { keys } from './keys.ts';
import { batches, type Table } from './table.ts';
import { findThread, readThread } from './threads.ts';

/** A customer with all that leads to them: their threads, the one last written on first, and the keys of all of it. */
export type Whole = { state: ThreadState; customer: Customer; keys: string[]; threads: ThreadState[] };

/** Reads of whole people, for those who look at them. */
export const openPeople = (table: Table) => ({
  /** Everything about the customer of a thread: three calls deep, one more for each merge. Undefined where nobody wrote there. */
  async whole(thread: Thread): Promise<Whole | undefined> {
    const state = await findThread(table, thread);
    if (!state) return undefined;
    const [root, own] = await Promise.all([
      openCustomers(table).root(state.customerId),
      keyItemsOf(table, state.customerId),
    ]);
    if (!root) return undefined;
    const items = root.id === state.customerId ? own : await keyItemsOf(table, root.id);
    const theirs = [...new Set([...items.map(({ key }) => key), threadKey(thread)])];
    const others = theirs.filter((key) => key !== threadKey(thread) && readThreadKey(key));
    const threads = [state, ...(await statesOf(table, others))];
    threads.sort((one, other) => other.lastMessageAt - one.lastMessageAt);
    return { state, customer: root, keys: theirs, threads };
  },

  /** The states of these threads by their keys, where somebody has written there, and of these customers, by the ids asked for. */
  async cast(
    threads: string[],
    customers: string[],
  ): Promise<{ states: ThreadState[]; customers: Map<string, Customer> }> {
    const wanted = [...new Set(threads)].map(keys.thread).concat([...new Set(customers)].map(keys.customer));
    const items = (await Promise.all(batches(wanted).map(table.batchGet))).flat();
    const states = items.filter(({ sk }) => sk === 'THREAD').map(readThread);
    const found = items.filter(({ sk }) => sk === 'CUSTOMER').map((item) => customerSchema.parse(item));
    const missing = states.map(({ customerId }) => customerId).filter((id) => !customers.includes(id));
    const late = missing.length > 0 ? await this.customers(missing) : new Map<string, Customer>();
    return { states, customers: new Map([...late, ...(await rooted(table, found))]) };
  },

  /** The people that these ids stand for now, by the ids asked for; merges are followed. */
  async customers(ids: string[]): Promise<Map<string, Customer>> {
    const wanted = [...new Set(ids)].map(keys.customer);
    const items = (await Promise.all(batches(wanted).map(table.batchGet))).flat();
    return rooted(
      table,
      items.map((item) => customerSchema.parse(item)),
    );
  },

  /** Whose these keys are, by key. */
  async holders(wanted: string[]): Promise<Map<string, Customer>> {
    const items = (await Promise.all(batches([...new Set(wanted)].map(keys.key)).map(table.batchGet))).flat();
    const held = z.array(keyItemSchema).parse(items);
    const people = await this.customers(held.map(({ customerId }) => customerId));
    return new Map(
      held.flatMap(({ key, customerId }) => {
        const customer = people.get(customerId);
        return customer ? [[key, customer] as const] : [];
      }),
    );
  },

  /** The threads of a person, the one last written on first. */
  async threadsOf(customerId: string): Promise<ThreadState[]> {
    const items = await keyItemsOf(table, customerId);
    const states = await statesOf(
      table,
      items.map(({ key }) => key).filter((key) => readThreadKey(key)),
    );
    return states.sort((one, other) => other.lastMessageAt - one.lastMessageAt);
  },
});

async function statesOf(table: Table, threads: string[]): Promise<ThreadState[]> {
  const items = await Promise.all(batches(threads.map(keys.thread)).map(table.batchGet));
  return items.flat().map(readThread);
}

async function rooted(table: Table, found: Customer[]): Promise<Map<string, Customer>> {
  const pairs = found.map(async (customer) => {
    const root = customer.mergedInto === undefined ? customer : await openCustomers(table).root(customer.mergedInto);
    return root ? [[customer.id, root] as const] : [];
  });
  return new Map((await Promise.all(pairs)).flat());
}
