import { useState } from 'preact/hooks';
import { channelTitles } from './channels.tsx';
import { Desk } from './desk.tsx';
import type { Shown } from './fold.ts';
import { Phone } from './phone.tsx';
import { useTold } from './use-told.ts';

/** Three phones and the agents' desk side by side; where there is less room, one phone beside the desk, or one of the four. */
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

type PagesProps = { shown: Shown; page: string; phone: string; open: (name: string) => void };

function Pages({ shown, page, phone, open }: PagesProps) {
  const ringing = shown.desk?.agents.flatMap(({ reservations }) => reservations.filter(isPending)).length ?? 0;
  const current = (is: boolean) => (is ? 'page' : undefined);
  return (
    <nav class="pages" aria-label="Pages">
      {shown.phones.map(({ channel }) => (
        <button
          key={channel}
          type="button"
          aria-current={current(page === channel || (page === 'desk' && phone === channel))}
          class={page === 'desk' ? 'beside' : ''}
          onClick={() => open(channel)}
        >
          {channelTitles[channel] ?? channel}
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
