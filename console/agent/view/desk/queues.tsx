import type { Desk } from '../../../../lib/console/protocol/desk.ts';
import { useConsole } from '../../state/context.ts';
import { percent } from './percent.ts';
import { type Column, Table } from './table.tsx';
import { texts } from './texts.ts';
import { Wait } from './wait.tsx';

type Queue = Desk['queues'][number];

/** The queues, the one whose customers have waited the longest first. */
export function Queues({ desk }: { desk: Desk }) {
  const { me } = useConsole();
  const within = me.value.value?.settings.serviceLevel;
  const columns: readonly Column<Queue>[] = [
    { name: 'name', title: texts.queue, of: ({ name }) => name, cell: ({ name }) => name },
    {
      name: 'waiting',
      title: texts.waiting,
      of: ({ waiting }) => waiting,
      cell: ({ waiting }) => waiting,
      isFigure: true,
    },
    {
      name: 'longest',
      title: texts.longest,
      of: ({ waiting, longestWait }) => (waiting > 0 ? longestWait : undefined),
      cell: ({ waiting, longestWait }) => waiting > 0 && <Wait since={desk.now - longestWait * 1_000} />,
      isFigure: true,
    },
    {
      name: 'level',
      title: texts.level,
      of: ({ serviceLevel }) => serviceLevel,
      cell: ({ serviceLevel }) => serviceLevel !== undefined && percent(serviceLevel),
      isFigure: true,
      ...(within !== undefined && { hint: texts.levelTitle(within) }),
    },
    {
      name: 'available',
      title: texts.available,
      of: ({ available }) => available,
      cell: ({ available, agents }) => texts.availableOf(available, agents),
      isFigure: true,
    },
  ];
  return (
    <Table
      title={texts.queues}
      columns={columns}
      rows={desk.queues}
      keyOf={({ name }) => name}
      sort={{ by: 'longest', down: true }}
      empty={texts.noQueues}
    />
  );
}
