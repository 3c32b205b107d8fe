import { useRef, useState } from 'preact/hooks';
import { useConsole } from '../../state/context.ts';
import { texts as common } from '../../texts.ts';
import { Dialog } from '../dialog.tsx';
import { Candidates, useCandidates } from './candidates.tsx';
import { texts } from './texts.ts';

const words = texts.transferring;

/** Asks to whom a conversation goes, and how. */
export function TransferDialog({ thread, close }: { thread: string; close(): void }) {
  const { deed } = useConsole();
  const dialog = useRef<HTMLDialogElement>(null);
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState<string>();
  const [kind, setKind] = useState<'cold' | 'warm'>('cold');
  const [note, setNote] = useState('');
  const whom = useCandidates(filter).find(({ key }) => key === chosen);

  function ask(event: SubmitEvent): void {
    event.preventDefault();
    if (!whom) return;
    const said = note.trim();
    void deed(thread, { type: 'transfer', kind, to: whom.target, ...(said !== '' && { note: said }) });
    dialog.current?.close();
  }

  /** From the filter into the list, whose arrows are the browser's. */
  function down(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    dialog.current?.querySelector<HTMLElement>('.candidate input:enabled')?.focus();
  }

  return (
    <Dialog dialog={dialog} label={words.title} look="window transfer" closed={close}>
      <form class="transfer-form" onSubmit={ask}>
        <h2>{words.title}</h2>
        <input
          class="field"
          type="search"
          aria-label={words.filter}
          placeholder={words.filter}
          value={filter}
          onInput={({ currentTarget }) => setFilter(currentTarget.value)}
          onKeyDown={down}
        />
        <Candidates filter={filter} chosen={whom?.key} choose={setChosen} />
        <fieldset class="kinds">
          <legend class="hidden">{words.how}</legend>
          {(['cold', 'warm'] as const).map((one) => (
            <label key={one} class="kind">
              <input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />
              <span>
                <strong>{words.kinds[one].title}</strong>
                <small>{words.kinds[one].what}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <label class="labelled">
          {words.note}
          <textarea
            class="field"
            rows={2}
            maxLength={1_000}
            dir="auto"
            value={note}
            onInput={({ currentTarget }) => setNote(currentTarget.value)}
          />
        </label>
        <div class="form-end">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {common.cancel}
          </button>
          <button type="submit" class="button button-main" disabled={!whom}>
            {whom ? words.ask(whom.name) : words.askNobody}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
