import { useConsole } from '../../../state/context.ts';
import type { Draft } from '../../../state/types.ts';

type Writing = Draft & {
  write(text: string): void;
  /** The thread on which it would be sent. */
  choose(on: string): void;
  clear(): void;
  /** Brings back what could not be sent, unless something else is written by now. */
  restore(text: string): void;
};

/** What is written under a key and not sent yet; it outlives a change of the task. */
export function useDraft(key: string): Writing {
  const { drafts } = useConsole();
  const read = (): Draft => drafts.peek()[key] ?? { text: '' };
  const keep = (change: Partial<Draft>) => {
    drafts.value = { ...drafts.peek(), [key]: { ...read(), ...change } };
  };
  return {
    ...(drafts.value[key] ?? { text: '' }),
    write: (text) => keep({ text }),
    choose: (on) => keep({ on }),
    clear: () => keep({ text: '' }),
    restore: (text) => read().text === '' && keep({ text }),
  };
}
