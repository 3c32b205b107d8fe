import { type KnownAgent, knownAgentOf } from '../identity/known-agent.ts';
import type { Thread } from '../message.ts';
import { threadKey } from '../thread.ts';
import { keyItemsOf, openCustomers } from './customers.ts';
import type { Table } from './table.ts';

/**
 * The agent who knows the customer of a thread: who holds another of their tasks, or had the last one within `days`. One call
 * deep, but for people who were merged.
 */
export async function findKnownAgent(
  table: Table,
  { thread, customerId, now, days }: { thread: Thread; customerId: string; now: number; days: number },
): Promise<KnownAgent | undefined> {
  const [root, own] = await Promise.all([openCustomers(table).root(customerId), keyItemsOf(table, customerId)]);
  const items = root && root.id !== customerId ? await keyItemsOf(table, root.id) : own;
  const served = items.flatMap((item) => (item.served ? [{ key: item.key, served: item.served }] : []));
  return knownAgentOf(served, { thread: threadKey(thread), now, days });
}
