import { useState } from 'preact/hooks';
import type { Agent, DeskState } from '../protocol.ts';
import { Conversation } from './conversation.tsx';
import { Offer } from './offer.tsx';
import { TaskList } from './task-list.tsx';
import { Fault, useAct } from './use-act.tsx';

/** What one agent has: offers first, then open tasks, then the conversation of the chosen one. */
export function Work({ agent, threads }: { agent: Agent; threads: DeskState['threads'] }) {
  const [chosen, setChosen] = useState<string>();
  const offers = agent.reservations.filter(({ status }) => status === 'pending');
  const tasks = agent.reservations.filter(({ status }) => status !== 'pending');
  const task = tasks.find(({ sid }) => sid === chosen) ?? tasks[0];
  return (
    <div class="work">
      {!agent.available && <Away agent={agent} />}
      {/* Always there, so that an offer moves nothing under the cursor. */}
      <div class="offers">
        {offers.length === 0 && <p class="empty">{tasks.length > 0 ? 'Nothing rings.' : idle(agent)}</p>}
        {offers.map((offer) => (
          <Offer key={offer.sid} agent={agent} offer={offer} lines={threads[offer.thread]?.lines ?? []} />
        ))}
      </div>
      {tasks.length > 0 && <TaskList tasks={tasks} threads={threads} current={task?.sid} open={setChosen} />}
      {task && <Conversation key={task.sid} agent={agent} task={task} thread={threads[task.thread]} />}
    </div>
  );
}

function Away({ agent }: { agent: Agent }) {
  const { busy, fault, run } = useAct();
  const back = () => run({ type: 'activity', id: crypto.randomUUID(), worker: agent.sid, activity: 'Available' });
  return (
    <div class="away">
      <p>
        {nameOf(agent)} is {agent.activity.toLowerCase()} and is offered nothing. Who lets an offer ring out is taken
        offline.
      </p>
      <button type="button" disabled={busy} onClick={() => void back()}>
        Make available
      </button>
      <Fault sentence={fault} />
    </div>
  );
}

const idle = (agent: Agent): string =>
  `${nameOf(agent)} has nothing to do. When a customer asks for a person, it rings with whoever speaks the language.`;

const nameOf = ({ name }: Agent): string => name.charAt(0).toUpperCase() + name.slice(1);
