import type { Address } from '../../../../lib/console/protocol/conversation.ts';
import { channelOf, lookOf } from '../../channels.ts';

/** How an address is called: by its channel, and by the customer's address on it where there are several of them. */
export function titleOf(thread: string, addresses: readonly Address[]): string {
  const channel = channelOf(thread);
  const { title } = lookOf(channel);
  const alike = addresses.filter((address) => lookOf(address.channel).title === title);
  const sender = addresses.find((address) => address.thread === thread)?.sender;
  return alike.length > 1 && sender !== undefined ? `${title} · ${sender}` : title;
}
