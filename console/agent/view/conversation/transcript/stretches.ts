import type { Entry } from './entries.ts';

/** A part of the entries, from `start` to before `end`. */
export type Stretch = { start: number; end: number };

/** Entries in a row that are worth folding. */
const fewest = 4;

/** Where a flow led the conversation: what it and the system said, and what the customer said that a flow answered. */
export function stretchesOf(entries: readonly Entry[]): Stretch[] {
  const stretches: Stretch[] = [];
  const inside = insideOf(entries);
  for (let start = 0; start < entries.length; start += 1) {
    if (!inside[start]) continue;
    let end = start;
    while (inside[end]) end += 1;
    const trimmed = end - eventsAtEnd(entries.slice(start, end));
    if (trimmed - start >= fewest) stretches.push({ start, end: trimmed });
    start = end;
  }
  return stretches;
}

/** Whether each entry is part of what went on without an agent. */
function insideOf(entries: readonly Entry[]): boolean[] {
  const answeredBy = new Map<string, 'flow' | 'us'>();
  return entries
    .toReversed()
    .map(({ side, by, thread }) => {
      if (by === 'flow') answeredBy.set(thread, 'flow');
      if (side === 'us') answeredBy.set(thread, 'us');
      return side === 'middle' || (side === 'them' && answeredBy.get(thread) === 'flow');
    })
    .reverse();
}

/** That an agent took it, say, is no part of what the assistant did; a stretch of events alone stays whole. */
function eventsAtEnd(entries: readonly Entry[]): number {
  const lastSaid = entries.findLastIndex(({ by }) => by !== 'system');
  return lastSaid === -1 ? 0 : entries.length - 1 - lastSaid;
}
