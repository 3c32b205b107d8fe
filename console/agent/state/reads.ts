import { computed, effect, type Signal } from '@preact/signals';
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

/**
 * Everything that is read from the server, and what is read again when something happens. A conversation that is in other hands
 * by now is not: an agent may not, and it stays as it was.
 */
export function openReads({ api, clock, shown, page, written }: ReadsOptions) {
  const me = openReader({ load: api.me });
  const work = openReader({ load: api.work });
  const desk = openReader({ load: api.desk });
  const colleagues = openReader({ load: api.colleagues });
  const conversations = openConversations(api, clock, written);
  const customers = new Map<string, Reader<CustomerView>>();

  /** Whether it is on this worker's list, on whichever of the customer's addresses. */
  function isMine(thread: string): boolean {
    const { offers = [], tasks = [], parked = [] } = work.told.value.value ?? {};
    const { addresses = [] } = conversations.known(thread)?.told.value.value ?? {};
    const whole = new Set([thread, ...addresses.map((address) => address.thread)]);
    return [...offers, ...tasks, ...parked].some((item) => whole.has(item.thread));
  }

  /** Also as long as it is not known whose it is. */
  function mayRead(thread: string): boolean {
    const { role } = me.told.value.value ?? {};
    return role !== 'agent' || work.told.value.value === undefined || isMine(thread);
  }

  const isKnown = (thread: string): boolean => conversations.known(thread)?.told.value.value !== undefined;

  const readCustomer = (thread: string | undefined): void => {
    if (thread !== undefined && mayRead(thread)) customers.get(thread)?.read();
  };

  /** What is shown is read again when somebody comes back to it, and when it comes back to them. */
  const followed = computed(() => (shown.value !== undefined && mayRead(shown.value) ? shown.value : undefined));
  effect(() => {
    const thread = followed.value;
    if (thread === undefined) return;
    conversations.known(thread)?.read();
    customers.get(thread)?.read();
  });

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
    isLost: (thread: string): boolean => isKnown(thread) && !mayRead(thread),
    /** Something happened in this conversation. */
    changed(thread: string): void {
      me.read();
      work.read();
      conversations.changed(thread, (one) => isMine(one) || (one === shown.peek() && mayRead(one)));
      readCustomer(shown.peek());
    },
    /** Everything that somebody looks at, and the conversations in which a message is waited for. */
    refresh(waited: Iterable<string>): void {
      me.read();
      work.read();
      if (page.peek() === 'desk') desk.read();
      const looked = shown.peek();
      const wanted = [...waited, ...(looked === undefined ? [] : [looked])];
      conversations.readAgain(wanted.filter((one) => mayRead(one) || !isKnown(one)));
      readCustomer(looked);
    },
  };
}
