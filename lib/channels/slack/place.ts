import * as z from 'zod';
import type { Thread } from '../../message.ts';

/** Slack's times are seconds with six decimals, which no two messages of a channel share. */
export const timeShape = z.string().regex(/^\d{1,12}\.\d+$/, 'is no time of Slack');

/** A time of Slack's in epoch milliseconds. */
export const timeOf = (time: string): number => Math.floor(Number(time) * 1000);

/** A message is known by its channel and its time: https://docs.slack.dev/messaging/retrieving-messages */
export const messageIdOf = (channel: string, ts: string): string => `${channel}:${ts}`;

/**
 * Who we talk to: a direct conversation (D...) as a whole, elsewhere one thread of the channel, of which the sender is
 * `<channel>:<time of its first message>`.
 */
export const threadOf = (account: string, channel: string, first: string): Thread => ({
  channel: 'slack',
  account,
  sender: isDirect(channel) ? channel : messageIdOf(channel, first),
});

/** The channel and the time that a sender or a message's id is made of. */
export function placeOf(id: string): { channel: string; ts?: string } {
  const [channel = '', ts] = id.split(':');
  return { channel, ...(ts && { ts }) };
}

/** Whether a channel is a conversation with one person. */
export const isDirect = (channel: string): boolean => channel.startsWith('D');
