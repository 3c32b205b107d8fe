import { createHash } from 'node:crypto';
import type { Thread } from './message.ts';

/** The one string that names a thread: `channel:account:sender`, each percent-encoded. */
export const threadKey = ({ channel, account, sender }: Thread): string =>
  [channel, account, sender].map((part) => encodeURIComponent(part.toWellFormed())).join(':');

/** Whether this is the thread of a phone's calls: what is said there is spoken, so that no message can be sent on it. */
export const isCall = ({ channel }: Thread): boolean => channel === 'voice';

/** The thread that a key made by `threadKey` names. */
export function threadOf(key: string): Thread {
  const [channel = '', account = '', sender = ''] = key.split(':').map(decodeURIComponent);
  return { channel, account, sender };
}

/** The thread that a text names; undefined where `threadKey` would not have written it so. */
export function readThreadKey(text: string): Thread | undefined {
  const parts = text.split(':');
  if (parts.length !== 3 || parts.includes('')) return undefined;
  try {
    const thread = threadOf(text);
    return threadKey(thread) === text ? thread : undefined;
  } catch {
    return undefined;
  }
}

/** A UUID that is the same for the same seed, so that what is done again is recognised as the same thing. */
export function uuidOf(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  const variant = '89ab'[Number.parseInt(hex.slice(16, 17), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The 32 hex digits that Twilio's identifiers have after their two letters, the same for the same seed. */
export const hexOf = (seed: string): string => uuidOf(seed).replaceAll('-', '');
