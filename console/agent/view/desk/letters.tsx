import type { Desk } from '../../../../lib/console/protocol/desk.ts';
import { channelOf } from '../../channels.ts';
import { momentOf } from '../../times.ts';
import { ChannelMark } from '../channel-mark.tsx';
import { Moment } from '../moment.tsx';
import type { Open } from './opened.ts';
import { type Column, Table } from './table.tsx';
import { texts } from './texts.ts';

type Letter = Desk['letters'][number];

/** What could not be worked on, the newest first, and what to do about it. */
export function Letters({ letters, open }: { letters: Desk['letters']; open: Open }) {
  const columns: readonly Column<Letter>[] = [
    { name: 'queue', title: texts.queue, of: ({ queue }) => queue, cell: ({ queue }) => queue },
    {
      name: 'at',
      title: texts.when,
      of: ({ at }) => at,
      cell: ({ at }) => <Moment at={at}>{momentOf(at)}</Moment>,
      startsDown: true,
    },
    { name: 'reason', title: texts.reason, of: ({ reason }) => reason, cell: ({ reason }) => reason },
    {
      name: 'thread',
      title: texts.conversation,
      cell: ({ thread }) => thread !== undefined && <Show thread={thread} open={open} />,
    },
  ];
  return (
    <Table
      isWide
      title={texts.letters}
      columns={columns}
      rows={letters}
      keyOf={({ queue, id }) => `${queue} ${id}`}
      sort={{ by: 'at', down: true }}
      empty={texts.noLetters}
      advice={texts.lettersAdvice}
    />
  );
}

function Show({ thread, open }: { thread: string; open: Open }) {
  return (
    <button type="button" class="desk-peek" onClick={() => open(thread)}>
      <ChannelMark channel={channelOf(thread)} />
      {texts.show}
    </button>
  );
}
