import { useState } from 'preact/hooks';
import { ringsAtCustomer } from './call-state.tsx';
import { channelTitles } from './channels.tsx';
import { Desk } from './desk.tsx';
import type { Shown } from './fold.ts';
import { Phone } from './phone.tsx';
import { Telephone } from './telephone.tsx';
import { useTold } from './use-told.ts';

/** The phones and the agents' desk side by side; where there is less room, one phone beside the desk, or one page of all. */
export function App() {
  const shown = useTold();
  const [page, setPage] = useState('line');
  const [phone, setPhone] = useState('line');
  const open = (name: string) => {
    setPage(name);
    if (name !== 'desk') setPhone(name);
  };
  return (
    <>
      <header class="bar">
        <h1>Seaway simulator</h1>
        <p class="hint">Write as a customer, answer as an agent.</p>
        <p class={`link link-${shown.link}`} role="status">
          {links[shown.link]}
        </p>
      </header>
      <Pages shown={shown} page={page} phone={phone} open={open} />
      <main class={page === 'desk' ? 'on-desk' : 'on-phones'}>
        <div class="phones">
          {shown.phones.map((one) => (
            <Phone key={one.channel} phone={one} current={one.channel === phone} />
          ))}
          {telephonesOf(shown).map(({ page, ...one }) => (
            <Telephone key={page} {...one} agents={shown.desk?.agents ?? []} current={page === phone} />
          ))}
        </div>
        <Desk state={shown.desk} />
      </main>
    </>
  );
}

const links = {
  opening: 'Connecting …',
  live: 'Live',
  lost: 'Connection lost. It comes back by itself once Seaway runs again.',
};

/** The telephone of each voice account, and what its page is called. */
const telephonesOf = ({ telephones }: Shown) =>
  telephones.map((telephone) => ({
    telephone,
    page: `voice-${telephone.account}`,
    title: telephones.length > 1 ? `Telephone ${telephone.account}` : 'Telephone',
  }));

type PagesProps = { shown: Shown; page: string; phone: string; open: (name: string) => void };

function Pages({ shown, page, phone, open }: PagesProps) {
  const ringing = shown.desk?.agents.flatMap(({ reservations }) => reservations.filter(isPending)).length ?? 0;
  const current = (is: boolean) => (is ? 'page' : undefined);
  const phones = [
    ...shown.phones.map(({ channel }) => ({ name: channel, title: channelTitles[channel] ?? channel, rings: 0 })),
    ...telephonesOf(shown).map(({ page, title, telephone }) => ({
      name: page,
      title,
      rings: telephone.calls.filter(ringsAtCustomer).length,
    })),
  ];
  return (
    <nav class="pages" aria-label="Pages">
      {phones.map(({ name, title, rings }) => (
        <button
          key={name}
          type="button"
          aria-current={current(page === name || (page === 'desk' && phone === name))}
          class={`page-${name} ${page === 'desk' ? 'beside' : ''}`}
          onClick={() => open(name)}
        >
          {title}
          {rings > 0 && <span class="badge">{rings}</span>}
        </button>
      ))}
      <button type="button" class="desk-page" aria-current={current(page === 'desk')} onClick={() => open('desk')}>
        Agents
        {ringing > 0 && <span class="badge">{ringing}</span>}
      </button>
    </nav>
  );
}

const isPending = ({ status }: { status: string }) => status === 'pending';
