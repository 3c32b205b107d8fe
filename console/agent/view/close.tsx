import type { Ref } from 'preact';
import { texts } from '../texts.ts';
import { Icon } from './icon.tsx';

type Props = { close: () => void; words?: string; look?: string; button?: Ref<HTMLButtonElement> };

/** The cross that closes what it is in. */
export const Close = ({ close, words = texts.close, look = '', button }: Props) => (
  <button ref={button} type="button" class={`tool ${look}`} aria-label={words} title={words} onClick={close}>
    <Icon name="close" />
  </button>
);
