import type { Address } from '../../../../../lib/console/protocol/conversation.ts';
import { channelOf } from '../../../channels.ts';
import { useConsole } from '../../../state/context.ts';
import { dayOf } from '../../../times.ts';
import { ChannelMark } from '../../channel-mark.tsx';
import { titleOf } from '../address-title.ts';
import type { Item } from './items.ts';

type Parts = { item: Extract<Item, { type: 'label' }>; addresses: readonly Address[] };

/** From here on it is another day, or another channel. */
export function Label({ item: { time, newDay, thread }, addresses }: Parts) {
  const { now } = useConsole();
  return (
    <li class="transcript-label">
      {newDay && <span>{dayOf(time, now.peek())}</span>}
      {thread !== undefined && (
        <span class="transcript-channel">
          <ChannelMark channel={channelOf(thread)} />
          {titleOf(thread, addresses)}
        </span>
      )}
    </li>
  );
}
