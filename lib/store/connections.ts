import * as z from 'zod';
import { type Thread, threadSchema } from '../message.ts';
import { threadKey } from '../thread.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** Who is at the other end of a WebSocket. `token` is a page's session token: each of its frames comes in by it. */
const connectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('webchat'), thread: threadSchema, token: z.string() }),
]);
export type LiveConnection = z.infer<typeof connectionSchema>;

export type Connections = ReturnType<typeof openConnections>;

/** API Gateway ends a connection after 2 hours; what is left of one after that is nobody's. */
const life = 2 * 3_600 + 600;

/** Connections that show one thread: each message to it is pushed to all of them, and a visitor can open any number. */
const most = 50;

/**
 * The open WebSockets. Those that listen to a thread are one set on one item, read consistently with one call: with an index,
 * a page that has just begun to listen could miss a message.
 */
export function openConnections(table: Table, now: () => number) {
  const expiresAt = () => Math.floor(now() / 1000) + life;
  const leave = (thread: Thread, ids: string[]) => ({
    update: keys.connections(threadKey(thread)),
    set: 'DELETE ids :ids',
    values: { ':ids': new Set(ids) },
  });
  return {
    async open(id: string, connection: LiveConnection): Promise<void> {
      await table.write([{ put: { ...keys.connection(id), ...connection, expiresAt: expiresAt() } }]);
    },

    /** Undefined where there is none, or none any more. */
    async find(id: string): Promise<LiveConnection | undefined> {
      return connectionSchema.safeParse(await table.get(keys.connection(id))).data;
    },

    /**
     * From now on the connection is among those that show the thread; said again, it is so for longer. Where there are too many
     * of them it is the first of new ones: pages that are still there say so again.
     */
    async listen(id: string, thread: Thread): Promise<void> {
      const update = keys.connections(threadKey(thread));
      const values = { ':ids': new Set([id]), ':expiresAt': expiresAt() };
      const joined = await table.change({
        update,
        set: 'SET expiresAt = :expiresAt ADD ids :ids',
        when: 'attribute_not_exists(ids) OR size(ids) < :most OR contains(ids, :id)',
        values: { ...values, ':id': id, ':most': most },
      });
      if (joined === undefined) await table.change({ update, set: 'SET expiresAt = :expiresAt, ids = :ids', values });
    },

    async listening(thread: Thread): Promise<string[]> {
      const item = await table.get(keys.connections(threadKey(thread)));
      return [...(listenersSchema.parse(item ?? {}).ids ?? [])];
    },

    /** These have turned out to be gone. */
    async forget(thread: Thread, ids: string[]): Promise<void> {
      await table.write([leave(thread, ids)]);
    },

    /** The connection has ended. Nothing may delete an item of the table, so an empty one stays until it expires. */
    async close(id: string, { thread }: LiveConnection): Promise<void> {
      await table.write([{ put: { ...keys.connection(id), expiresAt: expiresAt() } }, leave(thread, [id])]);
    },
  };
}

const listenersSchema = z.object({ ids: z.set(z.string()).optional() });
