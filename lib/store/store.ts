import * as z from 'zod';
import type { Turn } from '../conversation/turn.ts';
import type { Known, Store } from '../conversation/world.ts';
import { effectSchema } from '../effect.ts';
import { Permanent } from '../errors.ts';
import { customerSchema } from '../identity/customer.ts';
import type { Thread } from '../message.ts';
import { threadKey } from '../thread.ts';
import { conversationWrite } from './conversations.ts';
import {
  attributesWrite,
  customerWrite,
  keyItemSchema,
  keyWrite,
  linkWrite,
  mergeWrite,
  openCustomers,
  servedWrite,
} from './customers.ts';
import { executionWrites } from './executions.ts';
import { openFlows } from './flows.ts';
import { keys } from './keys.ts';
import type { Table, Write } from './table.ts';
import { readThread, threadWrite } from './threads.ts';
import { deliveryWrite, lineWrite, openTranscript } from './transcript.ts';

/** What conversations need of the table: one read to know a thread and its person, one transaction to commit a turn. */
export function openStore(table: Table, now: () => number): Store {
  const customers = openCustomers(table);
  /** Whom a thread belonged to when it was last committed here: a guess that saves a read, never relied upon. */
  const guesses = new Map<string, string>();

  return {
    async load(thread: Thread, others: string[]): Promise<Known> {
      const key = threadKey(thread);
      const guess = guesses.get(key);
      const items = await table.batchGet([
        keys.thread(key),
        ...new Map([key, ...others].map((name) => [name, keys.key(name)])).values(),
        ...(guess === undefined ? [] : [keys.customer(guess)]),
      ]);
      const held = items.filter(({ sk }) => sk === 'KEY').map((item) => keyItemSchema.parse(item));
      const state = items.find(({ sk }) => sk === 'THREAD');
      const customer = customerSchema.optional().parse(items.find(({ sk }) => sk === 'CUSTOMER'));
      return {
        state: state && readThread(state),
        held: Object.fromEntries(held.map((item) => [item.key, item.customerId])),
        customer: customer?.mergedInto === undefined ? customer : undefined,
      };
    },

    root: (customerId) => customers.root(customerId),

    async commit(turn) {
      const writes = writesOf(turn);
      if (writes.length > 100)
        throw new Permanent('one event leads to more than 100 writes: let the flow say less at once');
      const refusal = await table.write(writes);
      if (!refusal) {
        remember(guesses, threadKey(turn.event.thread), customerIdOf(turn));
        return { done: 'now' };
      }
      const before = refusal.refused[0];
      if (before?.code !== 'ConditionalCheckFailed') return { done: 'conflict' };
      const { effects } = z.object({ effects: z.string() }).parse(before.item);
      return { done: 'before', effects: z.array(effectSchema).parse(JSON.parse(effects)) };
    },

    flows: openFlows(table, now),
    transcript: openTranscript(table),
  };
}

/** The event's marker first: where it stands already, its saved effects come back in the refusal. */
function writesOf(turn: Turn): Write[] {
  const { event, state, lines, effects, received, taskSid } = turn;
  const { thread, at } = event;
  return [
    {
      put: {
        ...keys.event(thread.channel, thread.account, event.id),
        effects: JSON.stringify(effects),
        expiresAt: Math.floor(at / 1000) + 7 * 86_400,
      },
      unless: 'exists',
      old: true,
    },
    threadWrite(state, turn.previous),
    ...lines.map((line) => lineWrite(thread, line)),
    ...received.map(({ providerId, sk }) => deliveryWrite(thread, providerId, sk, at)),
    ...identityWrites(turn),
    ...(turn.served ? [servedWrite(threadKey(thread), turn.served)] : []),
    ...(taskSid === undefined ? [] : [{ put: { ...keys.task(taskSid), threadKey: threadKey(thread) } }]),
    ...(turn.ended ? [conversationWrite(thread, turn.ended)] : []),
    ...executionWrites(turn),
  ];
}

function identityWrites({ identity, customer, state, learnt, event }: Turn): Write[] {
  const claims = (identity?.claims ?? []).map((key) =>
    keyWrite(key, identity?.customer.id ?? state.customerId, event.at),
  );
  if (identity?.born) return [customerWrite({ ...identity.customer, attributes: learnt }), ...claims];
  const links = identity?.links ?? [];
  const attributes = Object.assign({}, ...links.map((link) => link.learnt), learnt);
  const id = customer?.id ?? state.customerId;
  return [
    ...claims,
    ...links.flatMap((link) => [mergeWrite(link.loser, link.survivor), linkWrite(link)]),
    ...(Object.keys(attributes).length > 0 ? [attributesWrite(id, attributes, { by: 'flow', at: event.at })] : []),
  ];
}

const customerIdOf = (turn: Turn) => turn.customer?.id ?? turn.state.customerId;

function remember(guesses: Map<string, string>, key: string, customerId: string): void {
  guesses.set(key, customerId);
  const [oldest] = guesses.keys();
  if (guesses.size > 10_000 && oldest !== undefined) guesses.delete(oldest);
}
