import { useState } from 'preact/hooks';
import type { Agent, DeskState } from '../protocol.ts';
import { Work } from './work.tsx';

/** The agents' side: everybody who works, and what the chosen one is offered and holds. */
export function Desk({ state }: { state: DeskState | undefined }) {
  const [chosen, setChosen] = useState<string>();
  const agents = state?.agents ?? [];
  // Until somebody chooses, the desk shows whoever has something to do.
  const agent =
    agents.find(({ sid }) => sid === chosen) ?? agents.find(({ reservations }) => reservations.length > 0) ?? agents[0];
  return (
    <section class="desk" aria-label="Agents">
      <nav class="agents" aria-label="Agents">
        {agents.map((one) => (
          <AgentTab key={one.sid} agent={one} current={one.sid === agent?.sid} open={() => setChosen(one.sid)} />
        ))}
      </nav>
      {state?.fault && (
        <p class="fault" role="alert">
          {state.fault}. What you see may be old; it comes up to date by itself.
        </p>
      )}
      {state && agent ? (
        <Work key={agent.sid} agent={agent} threads={state.threads} />
      ) : (
        <p class="empty">{state ? 'There are no agents: config/taskrouter.json names them.' : 'Asking who works …'}</p>
      )}
    </section>
  );
}

function AgentTab({ agent, current, open }: { agent: Agent; current: boolean; open: () => void }) {
  const offers = agent.reservations.filter(({ status }) => status === 'pending').length;
  const tasks = agent.reservations.length - offers;
  return (
    <button type="button" aria-current={current ? 'true' : undefined} onClick={open}>
      <span class={`presence ${agent.available ? 'available' : ''}`} aria-hidden="true" />
      <span class="who">
        <span class="name">{agent.name}</span>
        <span class="activity">{agent.activity}</span>
      </span>
      {offers > 0 && <Count look="badge" many={offers} word={offers === 1 ? 'offer' : 'offers'} />}
      {offers === 0 && tasks > 0 && <Count look="count" many={tasks} word="open" />}
    </button>
  );
}

/** Where there is little room, the number alone is seen. */
function Count({ look, many, word }: { look: string; many: number; word: string }) {
  return (
    <span class={look}>
      {many} <span class="word">{word}</span>
    </span>
  );
}
