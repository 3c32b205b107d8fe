import type { CustomerView } from '../../../../lib/console/protocol/customer.ts';
import { Section } from './section.tsx';
import { texts } from './texts.ts';

/** Where the customer can be reached, each address proven to be theirs. */
export function Addresses({ addresses }: { addresses: CustomerView['addresses'] }) {
  return (
    <Section title={texts.addresses}>
      {addresses.length === 0 && <p class="quiet">{texts.noAddresses}</p>}
      <ul>
        {addresses.map(({ key, text }) => (
          <li key={key} class="customer-address">
            <Seal />
            <bdi>{text}</bdi>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Seal() {
  return (
    <svg class="icon customer-seal" viewBox="0 0 24 24" role="img" aria-label={texts.proven}>
      <title>{texts.proven}</title>
      <path d="M12 2.5l2.4 1.9 3-.3.8 2.9 2.6 1.6-1.1 2.8 1.1 2.8-2.6 1.6-.8 2.9-3-.3L12 20.3l-2.4-1.9-3 .3-.8-2.9-2.6-1.6 1.1-2.8-1.1-2.8 2.6-1.6.8-2.9 3 .3z" />
      <path d="M8.3 11.6l2.6 2.6 4.8-5.2" />
    </svg>
  );
}
