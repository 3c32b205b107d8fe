import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

type Props = {
  label: string;
  look: string;
  /** It is closed: to be drawn no more. */
  closed: () => void;
  /** For what has to close it itself. */
  dialog?: RefObject<HTMLDialogElement | null>;
  children: ComponentChildren;
};

/** A window over everything. Escape and a click beside it close it, and the focus goes back to where it was. */
export function Dialog({ label, look, closed, dialog, children }: Props) {
  const own = useRef<HTMLDialogElement>(null);
  const ref = dialog ?? own;
  useLayoutEffect(() => {
    const element = ref.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      class={look}
      aria-label={label}
      // It is told a moment later, when another may be open already.
      onClose={({ currentTarget }) => currentTarget.isConnected && closed()}
      // Not a click: one that selects words may begin inside and end beside it.
      onMouseDown={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
    >
      {children}
    </dialog>
  );
}
