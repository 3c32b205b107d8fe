import * as z from 'zod';
import { customerSchema } from '../identity/customer.ts';
import type { Proof, Thread } from '../message.ts';
import { threadKey } from '../thread.ts';
import { type Call, callSchema } from '../voice/call.ts';
import type { CallStore } from '../voice/world.ts';
import { keyItemSchema, openCustomers } from './customers.ts';
import { executionWrites } from './executions.ts';
import { keys } from './keys.ts';
import type { Table, Write } from './table.ts';

/** Studio keeps an execution for 30 days, in seconds. */
const kept = 30 * 86_400;

/** What calls need of the table: one read to know a call that comes back or a caller, one transaction to write it. */
export function openCalls(table: Table): CallStore {
  const customers = openCustomers(table);
  /** Whom a phone belonged to when it was last heard of here: a guess that saves a read, never relied upon. */
  const guesses = new Map<string, string>();

  async function customerBehind(items: Record<string, unknown>[], { sender }: Thread, wanted: string[]) {
    const held = items.filter(({ sk }) => sk === 'KEY').map((item) => keyItemSchema.parse(item));
    const id = wanted.flatMap((name) => held.find(({ key }) => key === name)?.customerId ?? [])[0];
    if (id === undefined) return undefined;
    if (guesses.size > mostGuesses) guesses.clear();
    guesses.set(sender, id);
    const guessed = customerSchema.optional().parse(items.find(({ sk }) => sk === 'CUSTOMER'));
    return guessed?.id === id && guessed.mergedInto === undefined ? guessed : customers.root(id);
  }

  return {
    async read(execution) {
      const item = await table.get(keys.call(execution));
      return item && readCall(item);
    },

    async meet({ execution, thread, proves, flow }) {
      const guess = guesses.get(thread.sender);
      const wanted = keysOf(thread, proves);
      const items = await table.batchGet([
        keys.call(execution),
        keys.latestCall(threadKey(thread), flow),
        ...wanted.map((name) => keys.key(name)),
        ...(guess === undefined ? [] : [keys.customer(guess)]),
      ]);
      const call = items.find(({ pk }) => pk === keys.call(execution).pk);
      const latest = latestSchema
        .optional()
        .parse(items.find(({ pk }) => pk === keys.latestCall(threadKey(thread), flow).pk));
      return {
        call: call && readCall(call),
        latest: latest?.execution,
        customer: await customerBehind(items, thread, wanted),
      };
    },

    async customer(thread, proves) {
      const wanted = keysOf(thread, proves);
      return customerBehind(await table.batchGet(wanted.map((name) => keys.key(name))), thread, wanted);
    },

    async save(call, flowTurn, at, after) {
      const { execution, version, thread, run, notes } = call;
      const expiresAt = Math.floor(at / 1000) + kept;
      const put = {
        ...keys.call(execution),
        ...call,
        run: JSON.stringify(run),
        notes: JSON.stringify(notes),
        expiresAt,
      };
      const refusal = await table.write([
        { put, ...(version === 1 ? { unless: 'exists' } : { whenVersion: version - 1 }) },
        ...(version === 1 ? [latestWrite(call, expiresAt, after)] : []),
        ...executionWrites({ flowTurn, state: { version }, event: { thread, at } }),
      ]);
      return refusal === undefined;
    },
  };
}

const latestWrite = (
  { thread, run, execution }: Call,
  expiresAt: number,
  after?: { latest: string | undefined },
): Write => ({
  update: keys.latestCall(threadKey(thread), run.flow.name),
  set: 'SET execution = :execution, expiresAt = :expiresAt',
  values: {
    ':execution': execution,
    ':expiresAt': expiresAt,
    ...(after?.latest !== undefined && { ':latest': after.latest }),
  },
  ...(after && { when: after.latest === undefined ? 'attribute_not_exists(pk)' : 'execution = :latest' }),
});

const mostGuesses = 10_000;

const latestSchema = z.object({ execution: z.string() });

/** The phone first: it may have been known before its first call. */
const keysOf = (thread: Thread, proves: Proof[]): string[] => [...proves, threadKey(thread)];

function readCall(item: Record<string, unknown>): Call {
  const { run, notes, ...rest } = z.looseObject({ run: z.string(), notes: z.string() }).parse(item);
  return callSchema.parse({ ...rest, run: JSON.parse(run), notes: JSON.parse(notes) });
}
