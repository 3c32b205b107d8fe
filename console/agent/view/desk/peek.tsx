import type { Person } from '../../../../lib/console/protocol/person.ts';
import { ChannelMark } from '../channel-mark.tsx';
import type { Open } from './opened.ts';
import { texts } from './texts.ts';

type Props = { of: { thread: string; channel: string; customer: Person }; state?: string; open: Open };

/** A customer by name and channel: a click opens the conversation beside. */
export function Peek({ of: { thread, channel, customer }, state, open }: Props) {
  return (
    <button type="button" class="desk-peek" title={texts.open(customer.name)} onClick={() => open(thread)}>
      <ChannelMark channel={channel} />
      <bdi>{customer.name}</bdi>
      {state !== undefined && <span class="quiet">{state}</span>}
    </button>
  );
}
