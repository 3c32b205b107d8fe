import { useRef } from 'preact/hooks';
import { useConsole } from '../../../state/context.ts';
import { texts } from '../texts.ts';
import { Box } from './box.tsx';
import { useDraft } from './draft.ts';

/** Where one writes what the customer never sees; `to` is who has the conversation, where a supervisor whispers. */
export function NoteBox({ thread, to }: { thread: string; to?: string | undefined }) {
  const { deed } = useConsole();
  const draft = useDraft(`note ${thread}`);
  const box = useRef<HTMLTextAreaElement>(null);
  const words = to === undefined ? texts.noteHere : texts.whisperTo(to);

  async function add(): Promise<void> {
    const text = draft.text.trim();
    if (text === '') return;
    draft.clear();
    // It is not lost because it could not be written down, unless another one is written by now.
    if (!(await deed(thread, { type: 'note', text }))) draft.restore(text);
  }

  return (
    <form
      class="note-box"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Box box={box} label={words} text={draft.text} longest={4_000} write={draft.write} enter={() => void add()} />
      <div class="composer-tools">
        <span class="composer-hint">{texts.noteHint}</span>
        <button type="submit" class="button button-main note-send" disabled={draft.text.trim() === ''}>
          {to === undefined ? texts.addNote : texts.whisper}
        </button>
      </div>
    </form>
  );
}
