import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { Permanent } from '../errors.ts';
import { type PublishedFlow, publishedFlowSchema } from '../flow/flow.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

const routeSchema = z.object({ flow: z.string() });
const pointerSchema = z.object({ revision: z.number(), hash: z.string() });
/** Compressed, because a flow of 2,000 widgets is past DynamoDB's 400 KB an item. */
const revisionSchema = z.object({ flow: z.instanceof(Uint8Array) });

/**
 * Published flows and which one answers where. A revision never changes and is kept in memory for good; who answers may
 * change, and is read again after 30 seconds.
 */
export function openFlows(table: Table, now: () => number) {
  const revisions = new Map<string, PublishedFlow>();
  const answers = new Map<string, { until: number; flow: PublishedFlow }>();

  async function revision(name: string, number: number): Promise<PublishedFlow> {
    const known = revisions.get(`${name} ${number}`);
    if (known) return known;
    const item = revisionSchema.optional().parse(await table.get(keys.revision(name, number)));
    if (!item) throw new Permanent(`the flow "${name}" has no revision ${number}: deploy again to publish it`);
    const flow = publishedFlowSchema.parse(JSON.parse(gunzipSync(item.flow).toString()));
    revisions.set(`${name} ${number}`, flow);
    return flow;
  }

  async function answering(channel: string, account: string): Promise<PublishedFlow> {
    const known = answers.get(`${channel} ${account}`);
    if (known && known.until > now()) return known.flow;
    const route = routeSchema.optional().parse(await table.get(keys.route(channel, account)));
    if (!route)
      throw new Permanent(`no flow answers on ${channel}/${account}: name one in config/deployment.ts and deploy`);
    const flow = await latest(route.flow);
    if (!flow) throw new Permanent(`the flow "${route.flow}" is not published: put it in config/flows and deploy`);
    answers.set(`${channel} ${account}`, { until: now() + 30_000, flow });
    return flow;
  }

  async function latest(name: string): Promise<PublishedFlow | undefined> {
    const pointer = pointerSchema.optional().parse(await table.get(keys.published(name)));
    return pointer && revision(name, pointer.revision);
  }

  return { revision, answering, latest };
}

/** Publishes a checked flow as its next revision, unless it is what is published already; gives the revision that answers. */
export async function publishFlow(table: Table, flow: Omit<PublishedFlow, 'revision'>, at: number): Promise<number> {
  const hash = createHash('sha256').update(JSON.stringify(flow)).digest('hex');
  const pointer = pointerSchema.optional().parse(await table.get(keys.published(flow.name)));
  if (pointer?.hash === hash) return pointer.revision;
  const revision = (pointer?.revision ?? 0) + 1;
  const packed = gzipSync(JSON.stringify({ ...flow, revision }));
  const refusal = await table.write([
    { put: { ...keys.revision(flow.name, revision), flow: packed, at }, unless: 'exists' },
    { put: { ...keys.published(flow.name), revision, hash, at } },
  ]);
  if (refusal) throw new Permanent(`somebody else published "${flow.name}" at the same moment: run this again`);
  return revision;
}

/** Names the flow that answers on a channel account. */
export async function routeTo(table: Table, channel: string, account: string, flow: string): Promise<void> {
  await table.write([{ put: { ...keys.route(channel, account), flow } }]);
}
