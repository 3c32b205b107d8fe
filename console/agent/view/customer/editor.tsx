import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { texts as common } from '../../texts.ts';
import { Refusal } from '../refusal.tsx';
import { texts } from './texts.ts';

type Props = {
  label: string;
  words: string;
  refused?: string | undefined;
  save: (words: string) => void;
  giveUp: () => void;
};

/** A field in place of a value: Enter saves, Escape gives up, and why it could not be saved stands under it. */
export function Editor({ label, words, refused, save, giveUp }: Props) {
  const text = useSignal(words);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  // Before anything is typed.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <form
      class="attribute-editor"
      onSubmit={(event) => {
        event.preventDefault();
        save(text.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing) return;
        event.stopPropagation();
        giveUp();
      }}
    >
      <input
        ref={field}
        class="field"
        dir="auto"
        maxLength={longest}
        aria-label={label}
        placeholder={label}
        aria-invalid={refused !== undefined}
        aria-describedby={refused === undefined ? undefined : id}
        value={text.value}
        onInput={({ currentTarget }) => {
          text.value = currentTarget.value;
        }}
      />
      {/* For whom the keys are not at hand, as on a telephone. */}
      <p class="attribute-buttons">
        <button type="submit" class="link">
          {texts.save}
        </button>
        <button type="button" class="link" onClick={giveUp}>
          {common.cancel}
        </button>
      </p>
      <Refusal why={refused} id={id} />
    </form>
  );
}

/** Letters, as much as a line can be read. */
const longest = 1_000;
