import { h, type Tree } from '../dom.ts';
import { linkButton, roundButton } from './controls.ts';
import { icon } from './icons.ts';
import type { Widget } from './widget.ts';

/** Characters that the server takes at once. */
const longest = 5_000;

/** Where the visitor writes, and attaches files. */
export function composerView(widget: Widget): Tree {
  const { engine, texts, uploads, draft, ui, change } = widget;
  const { editing } = ui;
  const text = editing?.text ?? draft.read();

  function write(written: string): void {
    if (!editing) draft.write(written);
    change(editing ? { editing: { ...editing, text: written } } : {});
    if (!editing && written.trim() !== '') engine.happen({ type: 'type' });
  }

  function submit(): void {
    const said = text.trim();
    if (said === '') return;
    if (editing) engine.say({ type: 'edit', messageId: editing.id, text: said });
    else engine.say({ type: 'message', text: said });
    if (!editing) draft.write('');
    stopEditing();
    widget.toEnd();
  }

  const stopEditing = () => change({ editing: undefined });

  return h(
    'form',
    {
      class: 'composer',
      part: 'composer',
      onsubmit(event) {
        event.preventDefault();
        submit();
      },
    },
    editing && h('p', { class: 'editing' }, texts.edit, linkButton(texts.cancel, stopEditing)),
    h(
      'div',
      { class: 'field' },
      h('input', {
        type: 'file',
        multiple: true,
        hidden: true,
        onchange({ target }) {
          if (!(target instanceof HTMLInputElement)) return;
          uploads.add(target.files ?? []);
          target.value = '';
        },
      }),
      roundButton('clip', texts.attach, 'attach', ({ currentTarget }) => pick(currentTarget)),
      h('textarea', {
        rows: 1,
        part: 'input',
        'aria-label': texts.placeholder,
        placeholder: texts.placeholder,
        maxlength: longest,
        enterkeyhint: 'send',
        dir: 'auto',
        value: text,
        oninput({ target }) {
          if (target instanceof HTMLTextAreaElement) write(target.value);
        },
        onpaste(event) {
          const files = event.clipboardData?.files;
          if (!files?.length) return;
          event.preventDefault();
          uploads.add(files);
        },
        onkeydown(event) {
          // Enter that ends a word in an input method for Chinese or Japanese sends nothing; Safari says 229 for it.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
          event.preventDefault();
          submit();
        },
      }),
      h(
        'button',
        {
          type: 'submit',
          class: 'round send',
          part: 'send',
          'aria-label': editing ? texts.save : texts.send,
          'aria-disabled': `${text.trim() === ''}`,
        },
        icon(editing ? 'tick' : 'send'),
      ),
    ),
  );
}

/** The button stands next to the browser's own, which nobody can style. */
function pick(button: EventTarget | null): void {
  const picker = button instanceof HTMLElement && button.parentElement?.querySelector('input');
  if (picker) picker.click();
}
