import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Dialog } from '../dialog.tsx';
import { useCustomers } from './customers.ts';
import { useEntries } from './entries.ts';
import { type Entry, stepFrom } from './found.ts';
import { Options, optionId } from './options.tsx';
import { texts } from './texts.ts';

/**
 * A field and what answers to it, as a combobox whose list is always open: the focus stays in the field, and the arrows choose.
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function Finder({ close }: { close: () => void }) {
  const id = useId();
  const typed = useSignal('');
  const chosen = useSignal<string | undefined>(undefined);
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const customers = useCustomers(typed.value);
  const groups = useEntries(typed.value, customers.value);
  const entries = groups.flatMap((group) => group.entries);
  const active = entries.find((entry) => entry.id === chosen.value) ?? entries.at(0);

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active?.id]);

  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    // First, as it gives the focus back, which the entry may take elsewhere.
    dialog.current?.close();
    entry.run();
  };

  const keys: Record<string, () => void> = {
    ArrowDown: () => {
      chosen.value = stepFrom(groups, active?.id, 1);
    },
    ArrowUp: () => {
      chosen.value = stepFrom(groups, active?.id, -1);
    },
    Enter: () => run(active),
  };

  return (
    <Dialog dialog={dialog} label={texts.title} look="window palette" closed={close}>
      <input
        class="palette-field"
        role="combobox"
        aria-label={texts.title}
        aria-expanded={entries.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={active && optionId(id, active)}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={texts.placeholder}
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
          chosen.value = undefined;
        }}
        onKeyDown={(event) => {
          const act = event.isComposing || event.ctrlKey || event.altKey || event.metaKey ? undefined : keys[event.key];
          if (!act) return;
          event.preventDefault();
          act();
        }}
      />
      <Options id={id} list={list} groups={groups} active={active?.id} run={run} />
      <p class="palette-state" role="status">
        {entries.length === 0 && !customers.isSearching && texts.nothing}
        {customers.isSearching && texts.searching}
        {customers.failed !== undefined && texts.failed(customers.failed)}
        {entries.length > 0 && !customers.isSearching && <span class="hidden">{texts.found(entries.length)}</span>}
      </p>
    </Dialog>
  );
}
