import * as z from 'zod';
import { type Customer, customerSchema, type Link } from '../identity/customer.ts';
import { type Served, servedSchema } from '../identity/known-agent.ts';
import { indexKeys, keys } from './keys.ts';
import type { Table, Update, Write } from './table.ts';

/** Reads of people; their writes are part of a thread's commit, see the functions below. */
export const openCustomers = (table: Table) => ({
  /** The survivor that `id` stands for, following merges; undefined where there is no such customer. */
  async root(id: string): Promise<Customer | undefined> {
    let customer = customerSchema.optional().parse(await table.get(keys.customer(id)));
    while (customer?.mergedInto !== undefined) {
      customer = customerSchema.optional().parse(await table.get(keys.customer(customer.mergedInto)));
    }
    return customer;
  },

  /** Every key (thread or proof) of a person and of all who were merged into them. */
  async keysOf(id: string): Promise<string[]> {
    return (await keyItemsOf(table, id)).map(({ key }) => key);
  },

  /** Undoes a merge exactly: the loser is a person again, and the survivor forgets what it learnt by it and still holds. */
  async unmerge(link: Link, by: string, at: number): Promise<void> {
    const survivor = await this.root(link.survivor);
    const forget = Object.keys(link.learnt).filter((name) => survivor?.attributes[name] === link.learnt[name]);
    await table.write([
      {
        update: keys.customer(link.loser),
        set: 'REMOVE mergedInto, gsi1pk, gsi1sk',
        when: 'mergedInto = :survivor',
        values: { ':survivor': link.survivor },
      },
      ...forget.map((name) => ({
        update: keys.customer(survivor?.id ?? link.survivor),
        set: 'REMOVE attributes.#name',
        names: { '#name': name },
      })),
      linkWrite({ ...link, undone: { at, by } }),
    ]);
  },
});

/** `served`: which agent has or had the thread in hand. It stays with its key, so that merges and un-merges need not move it. */
export const keyItemSchema = z.object({
  key: z.string(),
  customerId: z.string(),
  served: servedSchema.optional(),
});

/** Every key of a person and of all who were merged into them, as it is stored. */
export async function keyItemsOf(table: Table, id: string): Promise<z.infer<typeof keyItemSchema>[]> {
  const { gsi1pk } = indexKeys.ofCustomer(id, '');
  const [own, losers] = await Promise.all([
    table.query({ gsi1pk, prefix: 'KEY#' }),
    table.query({ gsi1pk, prefix: 'MERGED#' }),
  ]);
  const merged = z.array(z.object({ id: z.string() })).parse(losers);
  const theirs = await Promise.all(merged.map((loser) => keyItemsOf(table, loser.id)));
  return [...z.array(keyItemSchema).parse(own), ...theirs.flat()];
}

/** Notes at a thread's key which agent has or had it in hand. */
export const servedWrite = (key: string, served: Served): Write => ({
  update: keys.key(key),
  set: 'SET served = :served',
  when: 'attribute_exists(pk)',
  values: { ':served': served },
});

/** Claims a key for a customer; refused when somebody else holds it already. */
export const keyWrite = (key: string, customerId: string, at: number): Write => ({
  put: { ...keys.key(key), ...indexKeys.ofCustomer(customerId, key), key, customerId, since: at },
  unless: 'exists',
});

/** A person seen for the first time. */
export const customerWrite = (customer: Customer): Write => ({
  put: { ...keys.customer(customer.id), ...customer },
  unless: 'exists',
});

/** Sets attributes of a person, and notes beside each who told it; refused when they were merged into another meanwhile. */
export function attributesWrite(id: string, attributes: Record<string, unknown>, source: Source): Update {
  const names = Object.keys(attributes);
  const sets = names.map((_, index) => `attributes.#n${index} = :v${index}, #s${index} = :source`);
  return {
    update: keys.customer(id),
    set: `SET ${sets.join(', ')}`,
    when: 'attribute_exists(pk) AND attribute_not_exists(mergedInto)',
    names: Object.fromEntries(
      names.flatMap((name, index) => [
        [`#n${index}`, name],
        [`#s${index}`, sourcePrefix + name],
      ]),
    ),
    values: {
      ...Object.fromEntries(names.map((name, index) => [`:v${index}`, attributes[name]])),
      ':source': source,
    },
  };
}

/** Sets attributes of a person and removes those that are null; refused when they were merged into another meanwhile. */
export function attributesChange(id: string, changes: Record<string, unknown>, source: Source): Update {
  const kept = Object.entries(changes).filter(([, value]) => value !== null);
  const gone = Object.keys(changes).filter((name) => changes[name] === null);
  const { set, names, values, ...rest } = attributesWrite(id, Object.fromEntries(kept), source);
  const removes = gone.map((_, index) => `attributes.#gone${index}, #source${index}`);
  const goneNames = gone.flatMap((name, index) => [
    [`#gone${index}`, name],
    [`#source${index}`, sourcePrefix + name],
  ]);
  return {
    ...rest,
    set: [kept.length > 0 ? set : '', gone.length > 0 ? `REMOVE ${removes.join(', ')}` : ''].join(' ').trim(),
    names: { ...names, ...Object.fromEntries(goneNames) },
    ...(kept.length > 0 && values && { values }),
  };
}

/** Who wrote an attribute down, `flow` or a worker's name, and when, in epoch milliseconds. */
const sourceSchema = z.object({ by: z.string(), at: z.number() });
export type Source = z.infer<typeof sourceSchema>;

/** Sources lie beside the attributes, as those of older customers are one map that knows of none. */
const sourcePrefix = 'source ';

/** Who wrote down which attribute of a stored customer. */
export const sourcesOf = (item: Record<string, unknown>): Record<string, Source> =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => {
      const source = name.startsWith(sourcePrefix) && sourceSchema.safeParse(value).data;
      return source ? [[name.slice(sourcePrefix.length), source]] : [];
    }),
  );

/** Points the loser at its survivor, on the one condition that the loser is still nobody's; nothing else moves. */
export const mergeWrite = (loser: string, survivor: string): Write => ({
  update: keys.customer(loser),
  set: 'SET mergedInto = :survivor, gsi1pk = :gsi1pk, gsi1sk = :gsi1sk',
  when: 'attribute_exists(pk) AND attribute_not_exists(mergedInto)',
  values: {
    ':survivor': survivor,
    ':gsi1pk': indexKeys.mergedInto(survivor, loser).gsi1pk,
    ':gsi1sk': indexKeys.mergedInto(survivor, loser).gsi1sk,
  },
});

/** The audit line of a merge. */
export const linkWrite = (link: Link): Write => ({
  put: { ...keys.link(link.survivor, link.at, link.loser), ...link },
});
