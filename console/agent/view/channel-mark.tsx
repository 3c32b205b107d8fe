import { lookOf } from '../channels.ts';

/** The small mark of a channel, which says its name. */
export function ChannelMark({ channel }: { channel: string }) {
  const { title, mark, colour } = lookOf(channel);
  return (
    <span class="channel-mark" role="img" aria-label={title} title={title} style={{ '--channel': colour }}>
      {mark}
    </span>
  );
}
