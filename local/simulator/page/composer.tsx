import { useState } from 'preact/hooks';
import type { PageAction } from '../actions.ts';
import { keepDraft, keptDraft } from './drafts.ts';
import { Icon } from './icons.tsx';
import { Fault, useAct } from './use-act.tsx';

type ComposerProps = {
  /** Its draft is kept under this, also when the page is loaded again. */
  name: string;
  /** What the box is for, and what stands in it while it is empty. */
  label: string;
  placeholder: string;
  /** The words on the button; an arrow alone where there are none. */
  button?: string;
  /** Why nothing can be sent now, if so. */
  closed?: string;
  send: (id: string, text: string) => PageAction;
};

/**
 * A box to write in. What is written stays until it was taken; tried again unchanged it goes under the same id, so that it
 * is never sent twice.
 */
export function Composer({ name, label, placeholder, button, closed, send }: ComposerProps) {
  const [draft, setDraft] = useState(() => keptDraft(name));
  const { busy, fault, run } = useAct();
  const write = (text: string) => setDraft(keepDraft(name, text));
  const submit = async () => {
    if (busy || closed || draft.text.trim() === '') return;
    if (await run(send(draft.id, draft.text))) write('');
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Fault sentence={fault} />
      <div class="writing">
        <textarea
          rows={1}
          aria-label={label}
          placeholder={closed ?? placeholder}
          value={draft.text}
          readOnly={busy}
          onInput={({ currentTarget }) => write(currentTarget.value)}
          onKeyDown={(event) => {
            // Enter that ends a word in an input method for Chinese or Japanese sends nothing.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void submit();
          }}
        />
        <button type="submit" class="send" disabled={closed !== undefined} aria-label={button ?? label}>
          {button ?? <Icon name="send" />}
        </button>
      </div>
    </form>
  );
}
