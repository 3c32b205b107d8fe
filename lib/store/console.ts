import type { Thread } from '../message.ts';
import { openConferences } from './conferences.ts';
import { conversationsOf } from './conversations.ts';
import { attributesChange, openCustomers, type Source, sourcesOf } from './customers.ts';
import { openInbox } from './inbox.ts';
import { keys } from './keys.ts';
import { openPeople } from './people.ts';
import type { Table } from './table.ts';
import { openTranscript } from './transcript.ts';

export type ConsoleStore = ReturnType<typeof openConsoleStore>;

/** What the agents' side reads and writes of the table itself; whatever moves a conversation is an event. */
export const openConsoleStore = (table: Table) => ({
  people: openPeople(table),
  inbox: openInbox(table),
  transcript: openTranscript(table),
  conferences: openConferences(table),

  /** The hand-offs of a thread that are over, the newest first. */
  conversations: (thread: Thread, limit: number) => conversationsOf(table, thread, limit),

  /** Who wrote down which attribute of a customer. */
  async sources(customerId: string): Promise<Record<string, Source>> {
    return sourcesOf((await table.get(keys.customer(customerId))) ?? {});
  },

  /** Sets attributes of a person, whoever they are by now, and removes those that are null. */
  async setAttributes(customerId: string, changes: Record<string, unknown>, source: Source): Promise<void> {
    for (;;) {
      const root = await openCustomers(table).root(customerId);
      if (!root || (await table.change(attributesChange(root.id, changes, source)))) return;
    }
  },
});
