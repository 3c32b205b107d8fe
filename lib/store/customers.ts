import * as z from 'zod';
import { type Customer, customerSchema, type Link } from '../identity/customer.ts';
import { indexKeys, keys } from './keys.ts';
import type { Table, Write } from './table.ts';

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
    const gsi1pk = indexKeys.ofCustomer(id, '').gsi1pk;
    const own = z.array(keyItemSchema).parse(await table.query({ gsi1pk, prefix: 'KEY#' }));
    const losers = z.array(z.object({ id: z.string() })).parse(await table.query({ gsi1pk, prefix: 'MERGED#' }));
    const theirs = await Promise.all(losers.map((loser) => this.keysOf(loser.id)));
    return [...own.map(({ key }) => key), ...theirs.flat()];
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

export const keyItemSchema = z.object({ key: z.string(), customerId: z.string() });

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

/** Sets attributes of a person; refused when they were merged into another meanwhile. */
export function attributesWrite(id: string, attributes: Record<string, unknown>): Write {
  const names = Object.keys(attributes);
  return {
    update: keys.customer(id),
    set: `SET ${names.map((_, index) => `attributes.#n${index} = :v${index}`).join(', ')}`,
    when: 'attribute_exists(pk) AND attribute_not_exists(mergedInto)',
    names: Object.fromEntries(names.map((name, index) => [`#n${index}`, name])),
    values: Object.fromEntries(names.map((name, index) => [`:v${index}`, attributes[name]])),
  };
}

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
