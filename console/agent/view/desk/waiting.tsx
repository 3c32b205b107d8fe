import type { Desk } from '../../../../lib/console/protocol/desk.ts';
import type { Open } from './opened.ts';
import { Peek } from './peek.tsx';
import { type Column, Table } from './table.tsx';
import { texts } from './texts.ts';
import { Wait } from './wait.tsx';

type Waiter = Desk['waiting'][number];

/** The customers for whom nobody is there yet, who has waited the longest first. */
export function Waiting({ waiting, open }: { waiting: Desk['waiting']; open: Open }) {
  const columns: readonly Column<Waiter>[] = [
    {
      name: 'customer',
      title: texts.customer,
      of: ({ customer }) => customer.name,
      cell: (waiter) => <Peek of={waiter} open={open} />,
    },
    { name: 'queue', title: texts.queue, of: ({ queue }) => queue, cell: ({ queue }) => queue },
    {
      name: 'waited',
      title: texts.waited,
      // The longer somebody waits, the earlier they began to.
      of: ({ since }) => -since,
      cell: ({ since }) => <Wait since={since} />,
      isFigure: true,
    },
  ];
  return (
    <Table
      title={texts.customers}
      columns={columns}
      rows={waiting}
      keyOf={({ taskSid }) => taskSid}
      sort={{ by: 'waited', down: true }}
      empty={texts.noCustomers}
    />
  );
}
