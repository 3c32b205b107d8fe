import { useId, useRef } from 'preact/hooks';
import { type Key, keys, keysOn, setKeysOn } from '../../keys.ts';
import { Close } from '../close.tsx';
import { Dialog } from '../dialog.tsx';
import { Keystroke } from './keystroke.tsx';
import { texts } from './texts.ts';

/** All keys on one sheet, and the switch that turns them off. */
export function Sheet({ close }: { close: () => void }) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <Dialog dialog={dialog} label={texts.sheet} look="window sheet" closed={close}>
      <div class="sheet-inside">
        <header class="sheet-head">
          <h2>{texts.sheet}</h2>
          <Close close={() => dialog.current?.close()} />
        </header>
        <dl class={keysOn.value ? 'sheet-keys' : 'sheet-keys is-off'}>
          {Object.values<Key>(keys).map(({ key, title }) => (
            <div key={key}>
              <dt>{title}</dt>
              <dd>
                <Keystroke of={key} />
              </dd>
            </div>
          ))}
        </dl>
        <label class="sheet-switch">
          <input
            type="checkbox"
            role="switch"
            aria-checked={keysOn.value}
            aria-describedby={id}
            checked={keysOn.value}
            onChange={({ currentTarget }) => setKeysOn(currentTarget.checked)}
          />
          {texts.on}
        </label>
        <p id={id} class="sheet-advice">
          {texts.onAdvice}
        </p>
      </div>
    </Dialog>
  );
}
