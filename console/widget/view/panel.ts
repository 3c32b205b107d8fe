import { h, type Tree } from '../dom.ts';
import { composerView } from './composer.ts';
import { headerView } from './header.ts';
import { logView } from './log.ts';
import type { Widget } from './widget.ts';

/** Where it fills the screen, everything behind it is out of reach; elsewhere the page can be used beside it. */
const small = '(max-width: 480px)';

/** The chat itself: a dialog in a corner of the page, or over the whole of a phone. */
export function panelView(widget: Widget): Tree {
  const { texts, uploads, close, ui, change } = widget;

  /** From the inside out: the menu, what is being changed, the chat. */
  function stepBack(event: Event): void {
    event.preventDefault();
    if (ui.menu !== undefined) change({ menu: undefined });
    else if (ui.editing) change({ editing: undefined });
    else close();
  }

  return h(
    'dialog',
    {
      class: 'panel',
      part: 'panel',
      'aria-label': texts.title,
      tabindex: -1,
      onmount: show,
      // The gesture that goes back on a phone: it cannot always be prevented.
      oncancel: stepBack,
      onclose: close,
      onkeydown(event) {
        if (event.key === 'Escape' && !event.isComposing) stepBack(event);
      },
      onclick({ target }) {
        const elsewhere = target instanceof Element && !target.closest('.tools, .bubble');
        if (elsewhere && ui.menu !== undefined) change({ menu: undefined });
      },
      ondragover(event) {
        event.preventDefault();
        if (!ui.dragging) change({ dragging: true });
      },
      ondragleave({ currentTarget, relatedTarget }) {
        const inside =
          currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        if (!inside) change({ dragging: false });
      },
      ondrop(event) {
        event.preventDefault();
        change({ dragging: false });
        uploads.add(event.dataTransfer?.files ?? []);
      },
    },
    headerView(widget),
    h('p', { class: ui.status ? 'status told' : 'status', part: 'status', role: 'status' }, ui.status),
    logView(widget),
    widget.engine.chat().session?.ended ? overView(widget) : composerView(widget),
    ui.dragging && h('p', { class: 'drop' }, texts.drop),
  );
}

function show(dialog: HTMLElement): void {
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (matchMedia(small).matches) dialog.showModal();
  else dialog.show();
  // On a phone the keyboard would come up and hide what was said.
  const box = matchMedia('(hover: hover)').matches ? dialog.querySelector('textarea') : undefined;
  (box ?? dialog).focus();
}

function overView({ engine, texts }: Widget): Tree {
  const leaving = engine.chat().outbox.some(({ said }) => said.type === 'leave');
  const again = () => engine.happen({ type: 'renew' });
  return h(
    'div',
    { class: 'over' },
    h('p', { role: 'status' }, texts.ended),
    h('button', { type: 'button', class: 'again', disabled: leaving, onclick: again }, texts.again),
  );
}
