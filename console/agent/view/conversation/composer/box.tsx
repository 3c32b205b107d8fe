import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { withHint } from '../../../keys.ts';
import { isBareEnter } from '../enter.ts';
import { texts } from '../texts.ts';

type Parts = {
  box: RefObject<HTMLTextAreaElement | null>;
  label: string;
  text: string;
  longest?: number;
  /** The list that its arrows move in, and the id of the one that Enter takes. */
  list?: { id: string; active: string | undefined } | undefined;
  write(text: string, caret: number): void;
  /** The caret has moved. */
  move?(caret: number): void;
  enter(): void;
  /** Gets a key before the box does; true keeps it from the box. */
  before?(event: KeyboardEvent): boolean;
  paste?(files: File[]): void;
};

/** A box that grows to eight lines, by the style sheet; Enter sends and Shift+Enter breaks the line. */
export function Box({ box, label, text, longest, list, write, move, enter, before, paste }: Parts) {
  useLayoutEffect(() => {
    const { current } = box;
    // Measuring lays the page out three times for a letter: only for browsers whose boxes do not grow by themselves.
    if (!current || CSS.supports('field-sizing: content')) return;
    current.style.height = 'auto';
    const edges = current.offsetHeight - current.clientHeight;
    current.style.height = `${current.scrollHeight + edges}px`;
  }, [text]);

  function pressed(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey) return;
    if (before?.(event)) event.preventDefault();
    else if (isBareEnter(event)) {
      event.preventDefault();
      enter();
    }
  }

  function pasted(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!paste || files.length === 0) return;
    event.preventDefault();
    paste(files);
  }

  return (
    <textarea
      ref={box}
      class="box"
      data-command="reply"
      rows={1}
      dir="auto"
      enterkeyhint="send"
      aria-label={label}
      title={withHint(texts.boxHint, 'reply')}
      placeholder={label}
      maxLength={longest}
      aria-autocomplete={list && 'list'}
      aria-controls={list?.id}
      aria-activedescendant={list?.active}
      value={text}
      onInput={({ currentTarget }) => write(currentTarget.value, currentTarget.selectionStart)}
      onSelect={({ currentTarget }) => move?.(currentTarget.selectionStart)}
      onKeyDown={pressed}
      onPaste={pasted}
    />
  );
}
