import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { CustomerView } from '../../../../lib/console/protocol/customer.ts';
import { useConsole } from '../../state/context.ts';
import { Editor } from './editor.tsx';
import { Source } from './source.tsx';
import { texts } from './texts.ts';
import { isPlain, meantBy, wordsOf } from './values.ts';

export type Known = CustomerView['attributes'][number];

type Props = {
  thread: string;
  attribute: Known;
  /** It is not known to the server yet: it begins as a field, and nothing is left of it where that is given up. */
  isNew?: boolean;
  giveUp?: () => void;
};

/** One attribute. A click on its value, or Enter, makes it a field; what is saved is shown at once, and taken back with the reason. */
export function Attribute({ thread, attribute: { name, value, by, at }, isNew = false, giveUp }: Props) {
  const { setAttribute } = useConsole();
  /** What is in the field, while there is one, and why it could not be saved. */
  const draft = useSignal<{ words: string; refused?: string } | undefined>(isNew ? { words: '' } : undefined);
  /** What was saved, until the server says so. */
  const saved = useSignal<{ words: string } | undefined>(undefined);
  const button = useFocusAfter(draft.value !== undefined);
  const known = wordsOf(value);
  const words = saved.value?.words ?? known;
  useEffect(() => {
    saved.value = undefined;
  }, [known]);

  function stop() {
    draft.value = undefined;
    giveUp?.();
  }

  async function save(typed: string) {
    const next = meantBy(typed, value);
    if (wordsOf(next) === words) return stop();
    draft.value = undefined;
    saved.value = { words: wordsOf(next) };
    const refused = await setAttribute(thread, name, next);
    if (refused === undefined) return;
    saved.value = undefined;
    draft.value = { words: typed, refused };
  }

  return (
    <div class="attribute">
      <dt>{name}</dt>
      <dd>
        {draft.value ? (
          <Editor label={texts.newValue(name)} {...draft.value} save={save} giveUp={stop} />
        ) : (
          <button
            type="button"
            ref={button}
            class="attribute-value"
            disabled={!isPlain(value)}
            aria-label={texts.change(name, words || texts.empty)}
            onClick={() => {
              draft.value = { words };
            }}
          >
            {words === '' ? <span class="quiet">{texts.empty}</span> : <bdi>{words}</bdi>}
          </button>
        )}
        {saved.value ? <span class="customer-source">{texts.saving}</span> : <Source by={by} at={at} />}
      </dd>
    </div>
  );
}

/** A button that has the focus again when what stood in its place is closed. */
function useFocusAfter(isOpen: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  useLayoutEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return button;
}
