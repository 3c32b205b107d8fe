import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

type Props = {
  dialog: RefObject<HTMLDialogElement | null>;
  label: string;
  look: string;
  close: () => void;
  children: ComponentChildren;
};

/** A window over everything. Escape and a click beside it close it, and the focus goes back to where it was. */
export function Modal({ dialog, label, look, close, children }: Props) {
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it as well.
    <dialog
      ref={dialog}
      class={look}
      aria-label={label}
      onClose={close}
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
    >
      {children}
    </dialog>
  );
}
