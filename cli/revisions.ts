import * as z from 'zod';
import { Permanent } from '../lib/errors.ts';
import type { PublishedFlow } from '../lib/flow/flow.ts';
import { openFlows } from '../lib/store/flows.ts';
import { keys } from '../lib/store/keys.ts';
import type { Table } from '../lib/store/table.ts';

/** The revision that answers now; throws Permanent where the flow was never published. */
export async function publishedRevision(table: Table, name: string): Promise<number> {
  const pointer = z
    .object({ revision: z.number() })
    .optional()
    .parse(await table.get(keys.published(name)));
  if (!pointer) throw new Permanent(`no flow "${name}" is published in this table: see "seaway flow publish --help"`);
  return pointer.revision;
}

/** A revision of a flow, the one that answers now unless told. */
export async function readRevision(table: Table, name: string, revision?: number): Promise<PublishedFlow> {
  return openFlows(table, Date.now).revision(name, revision ?? (await publishedRevision(table, name)));
}

/** `front-desk@3` as its parts; undefined for anything else, such as the name of a file. */
export function revisionIn(text: string): { name: string; revision: number | undefined } | undefined {
  const [, name, revision] = /^([^/\\@]+)@(\d+|published)$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  return { name, revision: revision === 'published' ? undefined : Number(revision) };
}
