import type { Customer } from '../identity/customer.ts';
import { personOf } from './person.ts';
import type { CustomerView } from './protocol/customer.ts';
import type { World } from './world.ts';

type Suggestion = CustomerView['suggestions'][number];

/**
 * Others who may be the same person: whose proven telephone number or e-mail address this customer has merely told. Three
 * calls deep.
 */
export async function suggestionsFor({ store: { people } }: World, customer: Customer): Promise<Suggestion[]> {
  const told = Object.entries(customer.attributes).flatMap(([name, value]) => proofsIn(name, value));
  const holders = told.length > 0 ? await people.holders(told.map(({ proof }) => proof)) : new Map<string, Customer>();
  const others = told.flatMap(({ proof, why }) => {
    const other = holders.get(proof);
    return other && other.id !== customer.id ? [{ proof, why, other }] : [];
  });
  const suggestions = await Promise.all(
    others.map(async ({ proof, why, other }): Promise<Suggestion[]> => {
      const [state] = await people.threadsOf(other.id);
      if (!state) return [];
      const customer = personOf(other, state);
      return [{ customer, why: `${why} of ${customer.name}.`, proof }];
    }),
  );
  return suggestions.flat();
}

/** What an attribute's value would prove, if it were proven: a number as it is dialled from abroad, or an e-mail address. */
function proofsIn(name: string, value: unknown): { proof: string; why: string }[] {
  if (typeof value !== 'string') return [];
  const digits = value.replace(/[\s().\-/]/g, '').replace(/^00/, '+');
  if (/^\+\d{6,15}$/.test(digits))
    return [{ proof: `phone:${digits}`, why: `"${name}" is ${digits}, the proven telephone number` }];
  const address = value.trim().toLowerCase();
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address))
    return [{ proof: `email:${address}`, why: `"${name}" is ${address}, the proven e-mail address` }];
  return [];
}
