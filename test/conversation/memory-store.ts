import type { Line, ThreadState } from '../../lib/conversation/state.ts';
import type { Store } from '../../lib/conversation/world.ts';
import type { Effect } from '../../lib/effect.ts';
import { readFlow } from '../../lib/flow/flow.ts';
import type { Customer } from '../../lib/identity/customer.ts';
import { threadKey } from '../../lib/thread.ts';

/** What conversations need of a table, in memory, for tests that hold thousands of them. */
export function openMemory(definition: unknown) {
  const threads = new Map<string, ThreadState>();
  const lines = new Map<string, Line[]>();
  const before = new Map<string, Effect[]>();
  const customers = new Map<string, Customer>();
  const published = { name: 'flow', sid: 'FW1', revision: 1, definition: readFlow(definition), subflows: {} };
  const store: Store = {
    load: async (thread) => {
      const state = threads.get(threadKey(thread));
      return { state, held: state ? { [threadKey(thread)]: state.customerId } : {}, customer: undefined };
    },
    root: async (id) => customers.get(id),
    commit: async (turn) => {
      const key = threadKey(turn.event.thread);
      const effects = before.get(turn.event.id);
      if (effects) return { done: 'before', effects };
      before.set(turn.event.id, turn.effects);
      threads.set(key, turn.state);
      lines.set(key, [...(lines.get(key) ?? []), ...turn.lines]);
      if (turn.identity) customers.set(turn.identity.customer.id, turn.identity.customer);
      return { done: 'now' };
    },
    flows: { answering: async () => published, revision: async () => published },
    transcript: {
      page: async (thread, limit) => (lines.get(threadKey(thread)) ?? []).slice(-limit),
      find: async () => undefined,
      line: async (thread, sk) => lines.get(threadKey(thread))?.find((line) => line.sk === sk),
      amend: async () => {},
      mark: async () => undefined,
      markUpTo: async () => {},
      keepEarly: async () => {},
    },
  };
  return { store, state: (key: string) => threads.get(key), lines: (key: string) => lines.get(key) ?? [] };
}
