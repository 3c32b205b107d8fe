import type { Customer, Link } from './customer.ts';

/** Who an event is from, and what has to be written so that the next event of any of these keys finds them. */
export type Identity = { customer: Customer; born: boolean; claims: string[]; links: Link[] };

/**
 * Decides who stands behind `keys` (a thread and what it proves). `held` says which customer holds which key already and
 * `roots` who those customers are now, merges followed. Nobody: a new person, named `newId`. Several: they are one
 * person from now on, and the oldest survives. `at` is epoch milliseconds. Pure.
 */
export function identify(seen: {
  keys: string[];
  held: Record<string, string>;
  roots: Record<string, Customer>;
  newId: string;
  at: number;
  by: string;
}): Identity {
  const { keys, held, roots, newId, at, by } = seen;
  const holders = keys.flatMap((key) => roots[held[key] ?? ''] ?? []);
  const people = [...new Map(holders.map((customer) => [customer.id, customer])).values()].sort(olderFirst);
  const claims = keys.filter((key) => held[key] === undefined);
  const [survivor, ...losers] = people;
  if (survivor === undefined) {
    return { customer: { id: newId, createdAt: at, attributes: {} }, born: true, claims, links: [] };
  }
  const evidence = keys.filter((key) => held[key] !== undefined);
  let attributes = survivor.attributes;
  const links = losers.map((loser) => {
    const learnt = Object.fromEntries(
      Object.entries(loser.attributes).filter(([name]) => attributes[name] === undefined),
    );
    attributes = { ...attributes, ...learnt };
    return { survivor: survivor.id, loser: loser.id, at, evidence, by, learnt };
  });
  return { customer: { ...survivor, attributes }, born: false, claims, links };
}

/** A total order, so that concurrent merges can never make a circle: a pointer always leads to somebody older. */
const olderFirst = (one: Customer, other: Customer): number =>
  one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
