import type { Signal } from '@preact/signals';
import type { CustomerView } from '../../../lib/console/protocol/customer.ts';
import type { Api } from '../api.ts';
import type { Clock } from './clock.ts';
import { openConversations } from './conversations.ts';
import { openReader, type Reader } from './reader.ts';

export type ReadsOptions = {
  api: Api;
  clock: Clock;
  shown: Signal<string | undefined>;
  page: Signal<'work' | 'desk'>;
  /** This worker's messages with these ids are among the lines. */
  written(ids: ReadonlySet<string>): void;
};

export type Reads = ReturnType<typeof openReads>;

/** Everything that is read from the server, and what is read again when something happens. */
export function openReads({ api, clock, shown, page, written }: ReadsOptions) {
  const me = openReader({ load: api.me });
  const work = openReader({ load: api.work });
  const desk = openReader({ load: api.desk });
  const colleagues = openReader({ load: api.colleagues });
  const conversations = openConversations(api, clock, written);
  const customers = new Map<string, Reader<CustomerView>>();

  const readShown = () => {
    const looked = shown.peek();
    if (looked !== undefined) customers.get(looked)?.read();
  };

  return {
    me,
    work,
    desk,
    colleagues,
    conversations,
    customer(thread: string): Reader<CustomerView> {
      const known = customers.get(thread);
      if (known) return known;
      const reader = openReader({ load: () => api.customer(thread) });
      customers.set(thread, reader);
      // Not while a view is being drawn.
      queueMicrotask(reader.read);
      return reader;
    },
    /** Something happened in this conversation. */
    changed(thread: string): void {
      me.read();
      work.read();
      conversations.changed(thread);
      readShown();
    },
    /** Everything that somebody looks at, and the conversations in which a message is waited for. */
    refresh(waited: Iterable<string>): void {
      me.read();
      work.read();
      if (page.peek() === 'desk') desk.read();
      conversations.readAgain([...waited, ...[shown.peek() ?? []].flat()]);
      readShown();
    },
  };
}
