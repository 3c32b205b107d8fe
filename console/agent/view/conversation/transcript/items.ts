import type { Entry } from './entries.ts';
import { type Stretch, stretchesOf } from './stretches.ts';

/** What stands in the transcript, one below the other; `time` is when it was, or when the last was that is folded in it. */
export type Item =
  /** The day where it is another than above, the thread where it is another. */
  | { type: 'label'; key: string; time: number; newDay: boolean; thread: string | undefined }
  /** `first` and `last` of those that the same one said in a row. */
  | { type: 'entry'; key: string; time: number; entry: Entry; first: boolean; last: boolean }
  /** A stretch that can be folded; `messages` are those with the assistant, 0 where there are only events. */
  | { type: 'fold'; key: string; time: number; count: number; messages: number; open: boolean };

/**
 * The entries with their labels, folded where a flow led the conversation: open is what nobody of us had answered when the
 * conversation was opened, at `openedAt` epoch milliseconds. `toggled` are the keys of the folds that are the other way.
 */
export function itemsOf(entries: readonly Entry[], openedAt: number, toggled: ReadonlySet<string>): Item[] {
  const items: Item[] = [];
  const answeredAt = entries.findLastIndex(({ side, at }) => side === 'us' && at <= openedAt);
  const stretches = new Map(stretchesOf(entries).map((stretch) => [stretch.start, stretch]));
  let before: Entry | undefined;
  let spoken: Entry | undefined;
  let hiddenUntil = 0;
  for (const [index, entry] of entries.entries()) {
    const stretch = stretches.get(index);
    if (index >= hiddenUntil) {
      const label = labelOf(entry, before, spoken);
      if (label) items.push(label);
    }
    if (stretch) {
      const fold = foldOf(stretch, entries, toggled, answeredAt);
      items.push(fold);
      if (!fold.open) hiddenUntil = stretch.end;
    }
    if (index >= hiddenUntil) {
      const above = items.at(-1);
      const first = !(above?.type === 'entry' && follows(above.entry, entry));
      if (!first && above?.type === 'entry') above.last = false;
      items.push({ type: 'entry', key: entry.key, time: entry.at, entry, first, last: true });
    }
    before = entry;
    if (isSpoken(entry)) spoken = entry;
  }
  return items;
}

function foldOf(
  { start, end }: Stretch,
  entries: readonly Entry[],
  toggled: ReadonlySet<string>,
  answeredAt: number,
): Extract<Item, { type: 'fold' }> {
  const inside = entries.slice(start, end);
  const withFlow = inside.some(({ by }) => by === 'flow');
  // Its last entry names it: earlier ones are read later, and would change what its first one is.
  const key = `fold ${inside.at(-1)?.key}`;
  const messages = withFlow ? inside.filter(({ by }) => by !== 'system').length : 0;
  const open = end > answeredAt !== toggled.has(key);
  return { type: 'fold', key, time: inside.at(-1)?.at ?? 0, count: inside.length, messages, open };
}

function labelOf(
  entry: Entry,
  before: Entry | undefined,
  spoken: Entry | undefined,
): Extract<Item, { type: 'label' }> | undefined {
  const newDay = !(before && sameDay(before.at, entry.at));
  const thread = isSpoken(entry) && spoken?.thread !== entry.thread ? entry.thread : undefined;
  if (!newDay && thread === undefined) return undefined;
  return { type: 'label', key: `label ${entry.key}`, time: entry.at, newDay, thread };
}

/** Notes and events are on no channel, wherever they are kept. */
const isSpoken = ({ side, by }: Entry): boolean => side !== 'aside' && by !== 'system';

const sameDay = (one: number, other: number): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString();

/** Milliseconds after which the same one begins anew. */
const pause = 5 * 60_000;

const follows = (above: Entry, { side, by, thread, at }: Entry): boolean =>
  side !== 'middle' && above.side === side && above.by === by && above.thread === thread && at - above.at < pause;
