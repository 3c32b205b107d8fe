import type { Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../../icon.tsx';
import { texts } from '../texts.ts';

export type Picture = { src: string; name: string };

/** A picture as large as the page. */
export function LightBox({ picture }: { picture: Signal<Picture | undefined> }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { value } = picture;
  useLayoutEffect(() => {
    if (value) dialog.current?.showModal();
  }, [value]);
  if (!value) return null;
  const close = () => dialog.current?.close();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it as well.
    <dialog
      ref={dialog}
      class="light-box"
      aria-label={value.name}
      onClick={close}
      onClose={() => {
        picture.value = undefined;
      }}
    >
      <img src={value.src} alt={value.name} />
      <button type="button" class="light-box-close" aria-label={texts.close} title={texts.close} onClick={close}>
        <Icon name="close" />
      </button>
    </dialog>
  );
}
