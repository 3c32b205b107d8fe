import { type Command, type Key, keys } from '../../keys.ts';
import { useConsole } from '../../state/context.ts';
import type { Console } from '../../state/types.ts';
import { texts as common } from '../../texts.ts';
import { cannedFor } from '../conversation/composer/canned.ts';
import type { Customers } from './customers.ts';
import { type Entry, found, type Group } from './found.ts';
import { inserted } from './inserted.ts';
import { texts } from './texts.ts';

/** All that answers to what was typed. Customers are as the server found them, by addresses too, and come last as they come late. */
export function useEntries(typed: string, customers: Customers['value']): readonly Group[] {
  const console = useConsole();
  const here = found(
    [
      { name: 'tasks', title: texts.groups.tasks, entries: tasksOf(console) },
      { name: 'canned', title: texts.groups.canned, entries: cannedOf(console) },
      { name: 'commands', title: texts.groups.commands, entries: commandsOf(console) },
    ],
    typed,
  );
  const people = customers.map(({ customer, thread, channel }) => ({
    id: `customer ${customer.id} ${thread}`,
    title: customer.name,
    channel,
    ...(customer.vip && { detail: common.vip }),
    run: () => console.open(thread),
  }));
  return people.length === 0 ? here : [...here, { name: 'customers', title: texts.groups.customers, entries: people }];
}

const tasksOf = (console: Console): Entry[] =>
  (console.work.value.value?.tasks ?? []).map(({ thread, channel, customer, last }) => ({
    id: `task ${thread}`,
    title: customer.name,
    channel,
    ...(last && { detail: last.text }),
    run: () => console.open(thread),
  }));

/** Those that can be done now, but for the one that opens the palette. */
const commandsOf = (console: Console): Entry[] =>
  Object.entries<Key>(keys)
    .filter(([name, { can }]) => name !== own && can(console))
    .map(([name, { key, title, run }]) => ({ id: `command ${name}`, title, key, run: () => run(console) }));

const own: Command = 'palette';

/** The canned replies for the task that is shown, as they would be said to this customer. */
function cannedOf(console: Console): Entry[] {
  const { me, work, shown, drafts } = console;
  const { worker, settings } = me.value.value ?? {};
  const task = work.value.value?.tasks.find(({ thread }) => thread === shown.value);
  if (!worker || !settings || task?.state !== 'accepted' || task.call) return [];
  const { name, language } = task.customer;
  return cannedFor(settings.canned, '', { name, language, agent: worker.fullName }).map((canned) => ({
    id: `canned ${canned.name}`,
    title: canned.title,
    detail: canned.text,
    run() {
      const draft = drafts.peek()[task.thread] ?? { text: '' };
      drafts.value = { ...drafts.peek(), [task.thread]: { ...draft, text: inserted(draft.text, canned.text) } };
      console.open(task.thread);
      // The field is there once the page is drawn again, where the supervisors' page was shown.
      requestAnimationFrame(() => keys.reply.run(console));
    },
  }));
}
