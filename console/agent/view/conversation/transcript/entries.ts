import type { LineView } from '../../../../../lib/console/protocol/conversation.ts';
import type { Content } from '../../../../../lib/message.ts';
import type { Sending } from '../../../state/types.ts';
import { type Mark, markOfLine, markOfSending } from './mark.ts';
import { reactionsOf } from './reactions.ts';
import { takenOf } from './taken.ts';

/** One message as the transcript shows it, with what other lines say of it. */
export type Entry = {
  /** The same before and after the server has it. */
  key: string;
  thread: string;
  at: number;
  /** `middle` is a flow or the system, `aside` a note among ourselves. */
  side: 'them' | 'us' | 'middle' | 'aside';
  by: string;
  content: Content;
  edited: boolean;
  deleted: boolean;
  /** The emoji that were put on it. */
  reactions: string[];
  /** Of choices: the id of the one that was taken. */
  taken?: string | undefined;
  mark?: Mark | undefined;
  /** What is handed to `retry`: there where it failed, and was not said again since. */
  again?: Sending | LineView | undefined;
  /** The id by which a message that the server refused can be thrown away. */
  discard?: string | undefined;
};

/** What is shown of the lines, oldest first, and behind them of what is on its way; `me` is the agent's name. */
export function entriesOf(lines: readonly LineView[], sending: readonly Sending[], me: string): Entry[] {
  const known = new Set(lines.map(({ sentAs }) => sentAs));
  const waiting = sending.filter(({ id }) => !known.has(id));
  const { on, alone } = reactionsOf(lines);
  const taken = takenOf(lines);
  const shown = lines.filter((line) => line.content.type !== 'reaction' || alone.has(line));
  const said = shown.map((line) => entryOfLine(line, on.get(line) ?? [], taken.get(line)));
  return withRetries(withOwnKeys([...said, ...waiting.map((message) => entryOfSending(message, me))]));
}

function entryOfLine(line: LineView, reactions: string[], taken: string | undefined): Entry {
  const { thread, at, by, content, edited = false, deleted = false, sentAs } = line;
  const mark = markOfLine(line);
  const again = mark?.state === 'failed' ? line : undefined;
  return {
    key: sentAs ?? keyOf(line),
    thread,
    at,
    side: sideOf(line),
    by,
    content,
    edited,
    deleted,
    reactions,
    taken,
    mark,
    again,
  };
}

const keyOf = ({ thread, sk }: Pick<LineView, 'thread' | 'sk'>): string => `${thread} ${sk}`;

function entryOfSending(message: Sending, me: string): Entry {
  const { id, thread, at, content } = message;
  const refused = message.refused === undefined ? {} : { again: message, discard: id };
  const bare = { key: id, thread, at, by: me, content, edited: false, deleted: false, reactions: [] };
  return { ...bare, side: 'us', mark: markOfSending(message), ...refused };
}

function sideOf({ direction, by }: LineView): Entry['side'] {
  if (by === 'system') return 'middle';
  if (direction === 'in') return 'them';
  if (direction === 'aside') return 'aside';
  return by === 'flow' ? 'middle' : 'us';
}

/** Two of one key would be one on the page, so the second takes another. */
function withOwnKeys(entries: Entry[]): Entry[] {
  const taken = new Set<string>();
  return entries.map((entry) => {
    const key = taken.has(entry.key) ? `${entry.key} ${taken.size}` : entry.key;
    taken.add(key);
    return { ...entry, key };
  });
}

/** Pressed twice, or again after a reload, a retry must not say it twice: what was said since is not offered again. */
function withRetries(entries: Entry[]): Entry[] {
  const since = new Set<string>();
  return entries
    .toReversed()
    .map((entry) => {
      const words = entry.side === 'us' ? `${entry.thread} ${wordsOf(entry.content)}` : '';
      const saidSince = since.has(words);
      if (entry.side === 'us') since.add(words);
      return saidSince && entry.again ? { ...entry, again: undefined } : entry;
    })
    .reverse();
}

/** A file's address is another one at every reading. */
const wordsOf = (content: Content): string =>
  JSON.stringify(content.type === 'media' ? { ...content, url: '' } : content);
