import { lookOf, styleOf } from './look.ts';

/** What people call a channel. */
export const titleOf = (channel: string): string => lookOf(channel).title;

/** The small mark of a channel. */
export function ChannelMark({ channel }: { channel: string }) {
  const look = lookOf(channel);
  return (
    <span class="channel" style={styleOf(look)}>
      {look.title}
    </span>
  );
}
