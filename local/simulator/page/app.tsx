import { Desk } from './desk.tsx';
import { Phone } from './phone.tsx';
import { Shelf, shelved } from './shelf.tsx';
import { Telephone } from './telephone.tsx';
import { useOpen } from './use-open.ts';
import { useTold } from './use-told.ts';

/** The phones that lie open beside the agents' desk; where there is less room, one phone beside it, or one page of all. */
export function App() {
  const shown = useTold();
  const all = shelved(shown);
  const { open, current, page, toggle } = useOpen(all.map(({ name }) => name));
  return (
    <>
      <header class="bar">
        <h1>Seaway simulator</h1>
        <p class="hint">Write as a customer, answer as an agent.</p>
        <p class={`link link-${shown.link}`} role="status">
          {links[shown.link]}
        </p>
      </header>
      <div class={`table on-${page}`}>
        <Shelf shown={shown} open={open} current={current} page={page} toggle={toggle} />
        <main>
          <div class="phones">
            {open.length === 0 && <p class="empty">No phone lies open: take one from the shelf.</p>}
            {all
              .filter(({ name }) => open.includes(name) || name === current)
              .map(({ name, phone, telephone, title }) => {
                const state = `${open.includes(name) ? 'open' : ''} ${name === current ? 'current' : ''}`;
                if (phone) return <Phone key={name} phone={phone} state={state} />;
                return (
                  <Telephone key={name} telephone={telephone} title={title} state={state} agents={agentsOf(shown)} />
                );
              })}
          </div>
          <Desk state={shown.desk} />
        </main>
      </div>
    </>
  );
}

const links = {
  opening: 'Connecting …',
  live: 'Live',
  lost: 'Connection lost. It comes back by itself once Seaway runs again.',
};

const agentsOf = ({ desk }: ReturnType<typeof useTold>) => desk?.agents ?? [];
