import type { Desk } from '../../../../lib/console/protocol/desk.ts';
import { useConsole } from '../../state/context.ts';
import { lasted } from '../../times.ts';
import { Load, loadOf } from './load.tsx';
import type { Open } from './opened.ts';
import { Peek } from './peek.tsx';
import { type Column, Table } from './table.tsx';
import { texts } from './texts.ts';

type Agent = Desk['agents'][number];

/** The agents: whether they are there and since when, how much they have in hand, and what. */
export function Agents({ agents, open }: { agents: Desk['agents']; open: Open }) {
  const columns: readonly Column<Agent>[] = [
    { name: 'name', title: texts.agent, of: ({ fullName }) => fullName, cell: ({ fullName }) => <bdi>{fullName}</bdi> },
    {
      name: 'presence',
      title: texts.presence,
      of: ({ available, activity }) => `${available ? 0 : 1} ${activity}`,
      cell: (agent) => <Presence agent={agent} />,
    },
    { name: 'load', title: texts.load, of: loadOf, cell: ({ load }) => <Load load={load} />, startsDown: true },
    {
      name: 'tasks',
      title: texts.tasks,
      of: ({ tasks }) => tasks.length,
      cell: ({ tasks }) => <Tasks tasks={tasks} open={open} />,
      startsDown: true,
    },
  ];
  return (
    <Table
      isWide
      title={texts.agents}
      columns={columns}
      rows={agents}
      keyOf={({ sid }) => sid}
      sort={{ by: 'presence', down: false }}
      empty={texts.noAgents}
    />
  );
}

function Presence({ agent: { available, activity, since } }: { agent: Agent }) {
  const { now } = useConsole();
  return (
    <span class="desk-presence">
      <span class={available ? 'dot is-available' : 'dot'} aria-hidden="true" />
      {activity}
      <span class="quiet">{lasted(now.value - since)}</span>
    </span>
  );
}

function Tasks({ tasks, open }: { tasks: Agent['tasks']; open: Open }) {
  if (tasks.length === 0) return <span class="quiet">{texts.none}</span>;
  return (
    <ul class="desk-tasks">
      {tasks.map((task) => (
        <li key={task.taskSid}>
          <Peek of={task} open={open} {...(task.state !== 'accepted' && { state: texts.states[task.state] })} />
        </li>
      ))}
    </ul>
  );
}
