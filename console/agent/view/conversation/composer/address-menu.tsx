import type { Address } from '../../../../../lib/console/protocol/conversation.ts';
import { lookOf } from '../../../channels.ts';
import { Icon } from '../../icon.tsx';
import { texts } from '../texts.ts';

type Parts = { addresses: readonly Address[]; chosen: string; choose(thread: string): void };

/** On which of the customer's addresses the answer goes out; the browser's own menu, beside the button that sends. */
export function AddressMenu({ addresses, chosen, choose }: Parts) {
  if (addresses.length < 2) return null;
  return (
    <span class="address-menu">
      <select
        aria-label={texts.answerOn}
        title={texts.answerOn}
        value={chosen}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {addresses.map(({ thread, channel, sender, closed }) => (
          <option key={thread} value={thread} disabled={closed !== undefined}>
            {closed === undefined ? `${lookOf(channel).title} · ${sender}` : `${lookOf(channel).title} · ${closed}`}
          </option>
        ))}
      </select>
      <Icon name="chevron" />
    </span>
  );
}
