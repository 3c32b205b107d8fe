import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Customer } from '../../lib/identity/customer.ts';
import { identify } from '../../lib/identity/identify.ts';

test('a person seen for the first time holds the thread and all it proves', () => {
  const identity = identify({ keys: ['t', 'phone:+1'], held: {}, roots: {}, newId: 'new', at: 5, by: 'channel' });
  expect(identity).toEqual({
    customer: { id: 'new', createdAt: 5, attributes: {} },
    born: true,
    claims: ['t', 'phone:+1'],
    links: [],
  });
});

test('of two people the older survives, keeps what they said and learns the rest', () => {
  const roots = {
    old: { id: 'old', createdAt: 1, attributes: { language: 'zh' } },
    young: { id: 'young', createdAt: 2, attributes: { language: 'en', name: 'Ann' } },
  };
  const held = { t: 'young', 'phone:+1': 'old' };
  const identity = identify({ keys: ['t', 'phone:+1'], held, roots, newId: 'new', at: 5, by: 'mei' });
  expect(identity.customer).toMatchObject({ id: 'old', attributes: { language: 'zh', name: 'Ann' } });
  expect(identity.links).toEqual([
    { survivor: 'old', loser: 'young', at: 5, by: 'mei', evidence: ['t', 'phone:+1'], learnt: { name: 'Ann' } },
  ]);
});

/** A textbook union-find, to compare with. */
function groupsOf(sets: string[][]): string[] {
  const parent = new Map<string, string>();
  const find = (key: string): string => {
    const up = parent.get(key) ?? key;
    return up === key ? key : find(up);
  };
  for (const [first = '', ...rest] of sets) {
    for (const key of rest) parent.set(find(key), find(first));
  }
  const groups = Map.groupBy(new Set(sets.flat()), find);
  return [...groups.values()].map((keys) => keys.sort().join(' ')).sort();
}

test('whatever is proved in whatever order, people are the groups of a union-find, without circles', () => {
  const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(keys, { minLength: 1, maxLength: 12 }), (sets) => {
      const held: Record<string, string> = {};
      const customers = new Map<string, Customer>();
      const root = (id: string): Customer => {
        const customer = customers.get(id);
        if (!customer) throw new Error(`there is no ${id}`);
        return customer.mergedInto === undefined ? customer : root(customer.mergedInto);
      };
      sets.forEach((set, at) => {
        const roots = Object.fromEntries(set.flatMap((key) => (held[key] ? [[held[key], root(held[key])]] : [])));
        const identity = identify({ keys: [...new Set(set)], held, roots, newId: `c${at}`, at, by: 'test' });
        customers.set(identity.customer.id, identity.customer);
        for (const key of identity.claims) held[key] = identity.customer.id;
        for (const { loser, survivor } of identity.links)
          customers.set(loser, { ...root(loser), mergedInto: survivor });
      });
      const groups = Map.groupBy(Object.keys(held), (key) => root(held[key] ?? '').id);
      expect([...groups.values()].map((group) => group.sort().join(' ')).sort()).toEqual(groupsOf(sets));
    }),
  );
});
