import type { Content } from '../../../lib/message.ts';

/** What a visitor does that must not be lost. */
export type Said =
  | { type: 'message'; text: string }
  | { type: 'choice'; option: string; text: string }
  | { type: 'file'; key: string; name: string; mediaType: string }
  | { type: 'edit'; messageId: string; text: string }
  | { type: 'unsend'; messageId: string }
  | { type: 'reaction'; messageId: string; emoji: string }
  | { type: 'join' | 'leave' };

/** What may be lost, as it will be said anew where it still matters. */
export type Whispered = { type: 'typing' } | { type: 'delivered' | 'read'; upTo: number };

export type Frame = { id: string } & (Said | Whispered);

/**
 * Something that the visitor did, kept in the browser until the history has it: it is `waiting` until the business has taken
 * it. `at` is epoch milliseconds and gives the order; `after` is the number of the newest line that was known then.
 */
export type Entry = {
  id: string;
  at: number;
  after: number;
  said: Said;
  state: 'waiting' | 'taken' | 'refused';
  takenAt?: number | undefined;
  reason?: string | undefined;
  /** Another tab says it, as long as that is there. */
  elsewhere?: boolean | undefined;
  /** Another tab has found it in the history: so shall we. */
  gone?: boolean | undefined;
};

/** What an entry looks like before the history has its line; undefined where it is nothing to be seen. */
export function contentOf(said: Said): Content | undefined {
  switch (said.type) {
    case 'message':
    case 'choice':
      return { type: 'text', text: said.text };
    case 'file':
      return { type: 'media', url: '', mediaType: said.mediaType, name: said.name };
    case 'reaction':
      return said;
    default:
      return undefined;
  }
}

/** Whether it is a message of its own, which stays to be seen where it was refused. */
export const isBubble = ({ type }: Said): boolean => type === 'message' || type === 'choice' || type === 'file';
