import type { ReplyWith } from '../../message.ts';

/** Where a message goes: into a channel of direct messages, or after an interaction, for one person's eyes or all that are there. */
export type Place = { channel: string } | { interaction: string; eyes: 'private' | 'open' };

/** The channel of somebody's direct messages is theirs for good. */
export const inChannel = (channel: string): ReplyWith => ({
  token: `channel:${channel}`,
  until: Number.MAX_SAFE_INTEGER,
  reusable: true,
});

/** Discord takes an interaction's token for 15 minutes from `at`; the last one is for our answer's way. */
export const afterInteraction = (token: string, eyes: 'private' | 'open', at: number): ReplyWith => ({
  token: `${eyes}:${token}`,
  until: at + 14 * 60_000,
  reusable: true,
});

/** The place that one of the two names, unless it has lapsed. */
export function placeOf(replyWith: ReplyWith | undefined): Place | undefined {
  if (!replyWith || replyWith.until <= Date.now()) return undefined;
  const [, kind, name = ''] = /^(channel|private|open):(.+)$/.exec(replyWith.token) ?? [];
  if (kind === 'channel') return { channel: name };
  return kind ? { interaction: name, eyes: kind === 'open' ? 'open' : 'private' } : undefined;
}
