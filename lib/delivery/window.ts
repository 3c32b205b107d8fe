import type { Connection } from '../channels/channel.ts';
import type { Effect } from '../effect.ts';
import { Permanent } from '../errors.ts';
import type { Thread } from '../message.ts';

type Send = Extract<Effect, { type: 'send' }>;

/**
 * Whether a message is `late`: past the channel's window for everybody, within the one for agents. Throws Permanent with what
 * is possible instead where the channel would refuse it; `others` gives the customer's other threads, newest first.
 */
export async function lateness(
  { window }: Connection,
  { thread, content, heardAt, agent }: Send,
  now: number,
  others: (thread: Thread) => Promise<Thread[]>,
): Promise<boolean> {
  if (window === undefined || window.beyond.includes(content.type)) return false;
  const silent = heardAt === undefined ? Number.POSITIVE_INFINITY : now - heardAt;
  if (silent <= window.open) return false;
  if (agent !== undefined && window.agent !== undefined && silent <= window.agent) return true;
  const sentence =
    heardAt === undefined
      ? 'this channel lets us write only to somebody who has written first'
      : `this channel lets us write for ${spoken(agent !== undefined ? (window.agent ?? window.open) : window.open)} after the customer's last message`;
  throw new Permanent(sentence, { remedy: instead(window.beyond, await others(thread)) });
}

function instead(beyond: readonly string[], others: Thread[]): string {
  const template = beyond.includes('template') ? ['Send a template.'] : [];
  const [other] = others;
  const elsewhere = other ? [`Write to them on ${other.channel} (${other.sender}).`] : [];
  return [...template, ...elsewhere].join(' ') || 'Wait until the customer writes again.';
}

const spoken = (milliseconds: number): string => {
  const hours = Math.round(milliseconds / 3_600_000);
  return hours % 24 === 0 && hours > 24 ? `${hours / 24} days` : `${hours} hours`;
};
