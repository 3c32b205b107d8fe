import { Icon } from '../../icon.tsx';
import { texts } from '../texts.ts';
import type { Item } from './items.ts';

type Parts = { item: Extract<Item, { type: 'fold' }>; toggle(): void };

/** What went on without an agent, in a line that unfolds. */
export function Fold({ item: { messages, count, open }, toggle }: Parts) {
  return (
    <li class={open ? 'fold is-open' : 'fold'}>
      <button type="button" class="fold-button" aria-expanded={open} onClick={toggle}>
        <Icon name="chevron" />
        {messages > 0 ? texts.withAssistant(messages) : texts.events(count)}
      </button>
    </li>
  );
}
