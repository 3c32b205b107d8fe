import { initialsOf } from '../../words.ts';
import { ChannelMark } from '../channel-mark.tsx';

/** A customer's initials, with the small mark of the channel. */
export const Face = ({ name, channel }: { name: string; channel: string }) => (
  <span class="face">
    <span class="avatar" aria-hidden="true">
      {initialsOf(name)}
    </span>
    <ChannelMark channel={channel} />
  </span>
);
