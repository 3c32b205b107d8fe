import { useState } from 'preact/hooks';
import type { Person } from '../../../../../lib/console/protocol/person.ts';
import { useConsole } from '../../../state/context.ts';
import { type Canned, cannedFor, type Slash, slashAt } from './canned.ts';

type Choosing = {
  open: boolean;
  found: Canned[];
  /** The index of the one that Enter takes. */
  active: number;
  take(canned: Canned): void;
  /** The caret stands here now. */
  move(text: string, caret: number): void;
  /** Whether the key was for the list. */
  key(event: KeyboardEvent): boolean;
  close(): void;
};

/** The canned replies that a slash asks for, and the keys that choose among them. */
export function useCanned(customer: Person, insert: (text: string, part: Slash) => void): Choosing {
  const { me } = useConsole();
  const [slash, setSlash] = useState<Slash>();
  const [index, setIndex] = useState(0);
  const { value } = me.value;
  const who = { name: customer.name, agent: value?.worker.fullName ?? '', language: customer.language };
  const found = slash && value ? cannedFor(value.settings.canned, slash.filter, who) : [];
  const active = Math.min(index, found.length - 1);
  const open = found.length > 0;
  const close = () => setSlash(undefined);

  function take({ text }: Canned): void {
    if (slash) insert(text, slash);
    close();
  }

  function move(text: string, caret: number): void {
    const next = slashAt(text, caret);
    if (next?.filter === slash?.filter && next?.from === slash?.from) return;
    setSlash(next);
    setIndex(0);
  }

  function key({ key: pressed, shiftKey }: KeyboardEvent): boolean {
    if (!open || shiftKey) return false;
    const chosen = found[active];
    if (pressed === 'ArrowDown') setIndex((active + 1) % found.length);
    else if (pressed === 'ArrowUp') setIndex((active + found.length - 1) % found.length);
    else if (pressed === 'Escape') close();
    else if ((pressed === 'Enter' || pressed === 'Tab') && chosen) take(chosen);
    else return false;
    return true;
  }

  return { open, found, active, take, move, key, close };
}
