import type { Customer } from '../identity/customer.ts';
import { personOf } from './person.ts';
import type { CustomerView } from './protocol/customer.ts';
import type { World } from './world.ts';

type Suggestion = CustomerView['suggestions'][number];

/**
 * Others who may be the same person: whose proven telephone number or e-mail address this customer has merely told. What an
 * agent wrote down leads to nobody: they could look up whose any number is. Three calls deep.
 */
export async function suggestionsFor({ store: { people } }: World, told: Told[]): Promise<Suggestion[]> {
  const holders = told.length > 0 ? await people.holders(told.map(({ proof }) => proof)) : new Map<string, Customer>();
  const others = told.flatMap(({ proof, why, customerId }) => {
    const other = holders.get(proof);
    return other && other.id !== customerId ? [{ proof, why, other }] : [];
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

/** What the customer has told that would prove something, if it were proven. `sources` says who wrote attributes down. */
export type Told = { proof: string; why: string; customerId: string };

export const toldBy = ({ id, attributes }: Customer, sources: Record<string, { by: string }>): Told[] =>
  Object.entries(attributes)
    .filter(([name]) => (sources[name]?.by ?? theirs) === theirs)
    .flatMap(([name, value]) => proofsIn(name, value))
    .map((one) => ({ ...one, customerId: id }));

/** What flows learn the customer has told them. */
const theirs = 'flow';

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
