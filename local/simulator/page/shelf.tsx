import type { Phone, Telephone } from '../protocol.ts';
import { ringsAtCustomer } from './call-state.tsx';
import { titleOf } from './channels.tsx';
import type { Shown } from './fold.ts';
import { lookOf, styleOf } from './look.ts';
import { useNews } from './use-news.ts';

export type Shelved =
  | { name: string; title: string; phone: Phone; telephone?: undefined }
  | { name: string; title: string; phone?: undefined; telephone: Telephone };

/** Every phone there is, the telephones of the voice accounts last. */
export const shelved = ({ phones, telephones }: Shown): Shelved[] => [
  ...phones.map((phone) => ({ name: phone.channel, title: titleOf(phone.channel), phone })),
  ...telephones.map((telephone) => ({
    name: `voice-${telephone.account}`,
    title: telephones.length > 1 ? `Telephone ${telephone.account}` : 'Telephone',
    telephone,
  })),
];

type ShelfProps = {
  shown: Shown;
  open: string[];
  current: string | undefined;
  page: 'phones' | 'desk';
  toggle: (name: string) => void;
};

/** All phones by name, with what is new on those that nobody looks at; each is taken or put back with a click. */
export function Shelf({ shown, open, current, page, toggle }: ShelfProps) {
  const all = shelved(shown);
  const news = useNews(all, open);
  const offers = shown.desk?.agents.flatMap(({ reservations }) => reservations.filter(isPending)).length ?? 0;
  return (
    <nav class="shelf" aria-label="Phones">
      {all.map(({ name, title, phone, telephone }) => {
        const rings = telephone?.calls.filter(ringsAtCustomer).length ?? 0;
        const fresh = rings + (news[name] ?? 0);
        return (
          <button
            key={name}
            type="button"
            style={styleOf(lookOf(phone?.channel ?? 'voice'))}
            aria-pressed={open.includes(name)}
            aria-current={page === 'phones' && name === current ? 'page' : undefined}
            onClick={() => toggle(name)}
          >
            <span class="chip" aria-hidden="true" />
            <span class="title">{title}</span>
            {fresh > 0 && <span class="badge">{fresh}</span>}
          </button>
        );
      })}
      <button
        type="button"
        class="desk-page"
        aria-current={page === 'desk' ? 'page' : undefined}
        onClick={() => toggle('desk')}
      >
        <span class="title">Agents</span>
        {offers > 0 && <span class="badge">{offers}</span>}
      </button>
    </nav>
  );
}

const isPending = ({ status }: { status: string }) => status === 'pending';
