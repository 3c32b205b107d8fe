/** What people call each channel. */
export const channelTitles: Record<string, string> = { line: 'LINE', sms: 'SMS', telegram: 'Telegram', voice: 'Voice' };

/** The small mark of a channel. */
export function ChannelMark({ channel }: { channel: string }) {
  return <span class={`channel channel-${channel}`}>{channelTitles[channel] ?? channel}</span>;
}
