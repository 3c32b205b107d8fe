import type { Address, Conversation } from '../../../../../lib/console/protocol/conversation.ts';

/** How an answer can go out at an address at a moment. */
export type Way =
  /** `closesAt`: until when anything may be said, where that is soon. */
  | { is: 'open'; closesAt?: number | undefined }
  /** The window is closed; with `templates` one of those may still be sent. */
  | { is: 'window'; remedy: string; templates: boolean }
  | { is: 'closed'; reason: string };

/** Milliseconds before a window closes when the agent is told of it. */
const soon = 2 * 3_600_000;

/** What may be said at the address at `now`, in epoch milliseconds. */
export function wayOf({ closed, window, sends }: Address, now: number): Way {
  if (closed !== undefined) return { is: 'closed', reason: closed };
  if (window && window.until <= now)
    return { is: 'window', remedy: window.remedy, templates: sends.includes('template') };
  return { is: 'open', closesAt: window && window.until - now < soon ? window.until : undefined };
}

/** Where the answer goes: what was chosen, else the thread of the task, else the newest that is not closed. */
export function addressFor({ addresses, thread }: Conversation, chosen: string | undefined): Address | undefined {
  const open = addresses.filter(({ closed }) => closed === undefined);
  const wanted = [chosen, thread].flatMap((key) => open.find((address) => address.thread === key) ?? []);
  return wanted[0] ?? open.toSorted((one, other) => other.lastMessageAt - one.lastMessageAt)[0] ?? addresses[0];
}

/** How near the text is to the longest that goes out in one message; undefined while that is far. */
export function leftOf(text: string, { limits }: Address): { left: number; parts: number } | undefined {
  const left = limits.text - text.length;
  return text.length < limits.text * 0.8 ? undefined : { left, parts: Math.ceil(text.length / limits.text) };
}
