import type { Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Close } from '../../close.tsx';
import { Dialog } from '../../dialog.tsx';

export type Picture = { src: string; name: string };

/** A picture as large as the page; a click anywhere closes it. */
export function LightBox({ picture }: { picture: Signal<Picture | undefined> }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { value } = picture;
  if (!value) return null;
  const close = () => dialog.current?.close();
  return (
    <Dialog
      dialog={dialog}
      label={value.name}
      look="light-box"
      closed={() => {
        picture.value = undefined;
      }}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it as well. */}
      <img src={value.src} alt={value.name} onClick={close} />
      <Close look="light-box-close" close={close} />
    </Dialog>
  );
}
