import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import type { Address, Conversation } from '../../../../../lib/console/protocol/conversation.ts';
import { useConsole } from '../../../state/context.ts';
import { clockTime } from '../../../times.ts';
import { texts } from '../texts.ts';
import { Attached } from './attached.tsx';
import { Box } from './box.tsx';
import { replacePart } from './canned.ts';
import { CannedList, optionId } from './canned-list.tsx';
import type { useDraft } from './draft.ts';
import { EmojiPicker } from './emoji-picker.tsx';
import { Tools } from './tools.tsx';
import { useCanned } from './use-canned.ts';
import { leftOf } from './way.ts';

type Parts = {
  conversation: Conversation;
  address: Address;
  /** When the window closes, where that is soon. */
  closesAt: number | undefined;
  draft: ReturnType<typeof useDraft>;
  files: Signal<File[]>;
  title: string;
  menu: ComponentChildren;
  /** Another form is to take the place of the box. */
  fill(form: 'choices' | 'template'): void;
};

/** The box for a text and files, with what helps to write. */
export function AnswerBox({ conversation, address, closesAt, draft, files, title, menu, fill }: Parts) {
  const { say, sendFile, types } = useConsole();
  const { thread, customer } = conversation;
  const box = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const [picking, setPicking] = useState(false);
  const canned = useCanned(customer, insert);
  const left = leftOf(draft.text, address);
  const nothing = draft.text.trim() === '' && files.value.length === 0;

  function write(text: string, caret: number): void {
    draft.write(text);
    canned.move(text, caret);
    if (text.trim() !== '' && address.signals.includes('typing')) types(address.thread);
  }

  /** Puts a text in the place of a part, or of what is selected, and the caret behind it. */
  function insert(inserted: string, part?: { from: number; to: number }): void {
    const { current } = box;
    if (!current) return;
    const { text, caret } = replacePart(
      current.value,
      part ?? { from: current.selectionStart, to: current.selectionEnd },
      inserted,
    );
    current.value = text;
    current.focus();
    current.setSelectionRange(caret, caret);
    write(text, caret);
  }

  function attach(added: File[]): void {
    files.value = [...files.value, ...added];
    box.current?.focus();
  }

  /** The text goes along with the first file, where there is one. */
  function send(): void {
    if (nothing) return;
    const text = draft.text.trim();
    for (const [index, file] of files.value.entries())
      sendFile(thread, address.thread, file, index === 0 && text !== '' ? text : undefined);
    if (files.value.length === 0) say(thread, address.thread, { type: 'text', text });
    files.value = [];
    draft.clear();
    canned.close();
    setPicking(false);
    box.current?.focus();
  }

  function closePicker(): void {
    setPicking(false);
    box.current?.focus();
  }

  return (
    <form
      class="answer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {canned.open && <CannedList id={list} found={canned.found} active={canned.active} take={canned.take} />}
      {picking && <EmojiPicker pick={(emoji) => insert(emoji)} close={closePicker} />}
      <Attached files={files} />
      <Box
        box={box}
        label={texts.writeHere}
        text={draft.text}
        list={canned.open ? { id: list, active: optionId(list, canned.found[canned.active]?.name) } : undefined}
        write={write}
        move={(caret) => canned.move(draft.text, caret)}
        enter={send}
        before={canned.key}
        paste={attach}
      />
      <div class="composer-tools">
        <Tools
          attach={attach}
          emoji={{ open: picking, toggle: () => (picking ? closePicker() : setPicking(true)) }}
          canned={() =>
            insert(/(^|\s)$/.test(box.current?.value.slice(0, box.current.selectionStart) ?? '') ? '/' : ' /')
          }
          choices={() => fill('choices')}
          template={address.sends.includes('template') ? () => fill('template') : undefined}
        />
        {closesAt !== undefined && <span class="composer-hint">{texts.closesAt(clockTime(closesAt))}</span>}
        {left && (
          <span class={left.left < 0 ? 'composer-count is-over' : 'composer-count'} role="status">
            {left.left < 0 ? texts.parts(left.parts) : texts.left(left.left)}
          </span>
        )}
        <span class="send">
          <button type="submit" class="button button-main send-button" title={texts.hints.send} disabled={nothing}>
            {texts.sendOn(title)}
          </button>
          {menu}
        </span>
      </div>
    </form>
  );
}
