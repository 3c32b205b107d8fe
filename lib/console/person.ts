import type { ThreadState } from '../conversation/state.ts';
import type { Customer } from '../identity/customer.ts';
import type { Person } from './protocol/person.ts';

/** A customer as lists show them: by their name, else by the address that they write from. */
export function personOf(customer: Customer | undefined, { customerId, thread }: ThreadState): Person {
  const { name, profile_name: profile, language, vip } = customer?.attributes ?? {};
  const known = text(language);
  return {
    id: customer?.id ?? customerId,
    name: text(name) ?? text(profile) ?? thread.sender,
    ...(known !== undefined && { language: known }),
    vip: vip === true || vip === 'true',
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
