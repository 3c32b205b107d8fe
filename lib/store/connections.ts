import * as z from 'zod';
import { threadSchema } from '../message.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** Who is at the other end of a WebSocket. `token` is a page's session token: each of its frames comes in by it. */
const connectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('webchat'), thread: threadSchema, token: z.string() }),
  z.object({ kind: z.literal('console'), worker: z.string(), supervisor: z.boolean() }),
]);
export type LiveConnection = z.infer<typeof connectionSchema>;

export type Connections = ReturnType<typeof openConnections>;

/** API Gateway ends a connection after 2 hours; what is left of one after that is nobody's. */
const life = 2 * 3_600 + 600;

/** Connections of one audience: each push goes to all of them, and a visitor can open any number. */
const most = 50;

/**
 * The open WebSockets, and who listens to what: an audience is a thread's key, or what lib/console/audience.ts names. Its
 * connections are one set on one item, read consistently with one call: with an index, a page that has just begun to listen
 * could miss a message.
 */
export function openConnections(table: Table, now: () => number) {
  const expiresAt = () => Math.floor(now() / 1000) + life;
  const leave = (audience: string, ids: string[]) => ({
    update: keys.connections(audience),
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
     * From now on the connection is in the audience; said again, it is so for longer. Where there are too many of them it is the
     * first of new ones: pages that are still there say so again.
     */
    async listen(id: string, audience: string): Promise<void> {
      const update = keys.connections(audience);
      const values = { ':ids': new Set([id]), ':expiresAt': expiresAt() };
      const joined = await table.change({
        update,
        set: 'SET expiresAt = :expiresAt ADD ids :ids',
        when: 'attribute_not_exists(ids) OR size(ids) < :most OR contains(ids, :id)',
        values: { ...values, ':id': id, ':most': most },
      });
      if (joined === undefined) await table.change({ update, set: 'SET expiresAt = :expiresAt, ids = :ids', values });
    },

    /** The connections of all these audiences, at most 100, and which audiences each is in. */
    async listening(audiences: string[]): Promise<{ audience: string; id: string }[]> {
      const items = await table.batchGet(audiences.map((audience) => keys.connections(audience)));
      const found = z.array(listenersSchema).parse(items);
      return audiences.flatMap((audience) => {
        const ids = found.find(({ pk }) => pk === keys.connections(audience).pk)?.ids ?? [];
        return [...ids].map((id) => ({ audience, id }));
      });
    },

    /** These have turned out to be gone. */
    async forget(audience: string, ids: string[]): Promise<void> {
      await table.write([leave(audience, ids)]);
    },

    /** The connection to these audiences has ended. Nothing may delete an item of the table, so an empty one stays until it expires. */
    async close(id: string, audiences: string[]): Promise<void> {
      const left = audiences.map((audience) => leave(audience, [id]));
      await table.write([{ put: { ...keys.connection(id), expiresAt: expiresAt() } }, ...left]);
    },
  };
}

const listenersSchema = z.object({ pk: z.string(), ids: z.set(z.string()).optional() });
