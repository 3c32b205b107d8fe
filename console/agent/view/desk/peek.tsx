import type { Person } from '../../../../lib/console/protocol/person.ts';
import { fill } from '../../words.ts';
import { ChannelMark } from '../channel-mark.tsx';
import type { Open } from './opened.ts';
import { texts } from './texts.ts';

type Props = { of: { thread: string; channel: string; customer: Person }; state?: string; open: Open };

/** A customer by name and channel: a click opens the conversation beside. */
export function Peek({ of: { thread, channel, customer }, state, open }: Props) {
  return (
    <button
      type="button"
      class="desk-peek"
      title={fill(texts.open, { name: customer.name })}
      onClick={() => open(thread)}
    >
      <ChannelMark channel={channel} />
      <bdi>{customer.name}</bdi>
      {state !== undefined && <span class="desk-quiet">{state}</span>}
    </button>
  );
}
