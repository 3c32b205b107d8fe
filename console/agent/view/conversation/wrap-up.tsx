import { useEffect, useRef, useState } from 'preact/hooks';
import { useConsole } from '../../state/context.ts';
import { useDraft } from './composer/draft.ts';
import { isBareEnter } from './enter.ts';
import { texts } from './texts.ts';

const words = texts.summing;

type Parts = {
  thread: string;
  /** The conversation goes on after all: there where it is not wrapped up yet. */
  goOn?: (() => void) | undefined;
};

/** What came of it: Enter completes. */
export function WrapUp({ thread, goOn }: Parts) {
  const { me, deed } = useConsole();
  const form = useRef<HTMLFormElement>(null);
  const draft = useDraft(`wrap-up ${thread}`);
  const [disposition, setDisposition] = useState<string>();
  const [followUp, setFollowUp] = useState('');
  const [sent, setSent] = useState(false);
  const dispositions = me.value.value?.settings.dispositions ?? [];

  useEffect(() => {
    // Whoever writes somewhere else goes on writing there.
    const { activeElement } = document;
    if (activeElement === document.body) form.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, []);

  async function complete(): Promise<void> {
    if (sent) return;
    setSent(true);
    const note = draft.text.trim();
    const later = followUp.trim();
    const well = await deed(thread, {
      type: 'complete',
      ...(disposition !== undefined && { disposition }),
      ...(note !== '' && { note }),
      ...(later !== '' && { followUp: later }),
    });
    setSent(false);
    if (well) draft.clear();
  }

  return (
    <form
      ref={form}
      class="wrap-up"
      aria-label={words.title}
      onSubmit={(event) => {
        event.preventDefault();
        void complete();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && goOn) goOn();
        if (!isBareEnter(event) || !(event.target instanceof HTMLTextAreaElement)) return;
        event.preventDefault();
        void complete();
      }}
    >
      <fieldset class="dispositions">
        <legend>{words.disposition}</legend>
        {dispositions.map(({ name, title }) => (
          <label key={name} class="disposition">
            <input
              type="radio"
              name="disposition"
              checked={disposition === name}
              onChange={() => setDisposition(name)}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <label class="labelled">
        {words.note}
        <textarea
          class="field"
          rows={2}
          maxLength={4_000}
          dir="auto"
          value={draft.text}
          onInput={({ currentTarget }) => draft.write(currentTarget.value)}
        />
      </label>
      <label class="labelled">
        {words.followUp}
        <input
          class="field"
          maxLength={1_000}
          dir="auto"
          value={followUp}
          onInput={({ currentTarget }) => setFollowUp(currentTarget.value)}
        />
      </label>
      <div class="form-end">
        {goOn && (
          <button type="button" class="button" onClick={goOn}>
            {words.goOn}
          </button>
        )}
        <button type="submit" class="button button-main" disabled={sent}>
          {words.complete}
        </button>
      </div>
    </form>
  );
}
