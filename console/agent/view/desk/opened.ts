import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useConsole } from '../../state/context.ts';

export type Open = (thread: string) => void;

/**
 * The conversation that a supervisor looks at from the desk. When it is closed, or the desk is left, what was shown before is shown
 * again, but for a conversation that they took over, or something else that they went to.
 */
export function useOpened(): { isOpen: boolean; open: Open; close: () => void } {
  const { shown, work } = useConsole();
  const opened = useSignal<{ thread: string; before: string | undefined } | undefined>(undefined);
  const opener = useRef<Element>(null);

  function goBack(): void {
    const { thread, before } = opened.peek() ?? {};
    opened.value = undefined;
    const isMine = work.peek().value?.tasks.some((task) => task.thread === thread);
    if (thread !== undefined && shown.peek() === thread && !isMine) shown.value = before;
  }
  useEffect(() => goBack, []);

  return {
    isOpen: opened.value !== undefined,
    open(thread) {
      opener.current = document.activeElement;
      const { before } = opened.peek() ?? { before: shown.peek() };
      opened.value = { thread, before };
      shown.value = thread;
    },
    close() {
      goBack();
      if (opener.current instanceof HTMLElement) requestAnimationFrame(focusOf(opener.current));
    },
  };
}

/** On a small screen the figures, and the button that opened it among them, are only there again after the next drawing. */
const focusOf = (element: HTMLElement) => () => element.focus();
