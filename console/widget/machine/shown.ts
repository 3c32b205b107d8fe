import type { Content } from '../../../lib/message.ts';
import type { Line } from '../protocol.ts';
import type { Chat } from './chat.ts';
import { contentOf, type Entry } from './entry.ts';
import { keyOf } from './timeline.ts';

type Mark = 'sending' | 'sent' | 'read' | 'refused';

/** A message as it is to be seen. */
export type Shown = {
  key: string;
  /** By which it can be reacted to, edited or taken back, once the business has it. */
  id?: string | undefined;
  at: number;
  from: Line['from'];
  by?: string | undefined;
  content: Content;
  edited?: boolean | undefined;
  deleted?: boolean | undefined;
  /** The emoji of the visitor and of the business. */
  reactions: Partial<Record<Line['from'], string>>;
  mark?: Mark | undefined;
  reason?: string | undefined;
  /** Of choices: which was taken, and whether one may still be. */
  taken?: string | undefined;
  open?: boolean | undefined;
};

type Item = Shown & { place: number };

/** The conversation in its order: the lines, and between them what the visitor said since. */
export function shownOf({ timeline, outbox, readByUs }: Chat): Shown[] {
  const lines = [...timeline.lines.values()].map(itemOf);
  // They are taken in their order, so that what is not in the history yet comes behind what is.
  const said = lines.reduce((newest, { from, place }) => (from === 'customer' ? Math.max(newest, place) : newest), 0);
  const own = outbox.filter(({ id }) => !timeline.lines.has(id)).flatMap((entry) => ownItem(entry, said) ?? []);
  const all = [...lines, ...own].sort((one, other) => one.place - other.place || one.at - other.at);
  const changed = amended(all, outbox);
  const messages = changed.filter(({ content }) => content.type !== 'reaction');
  for (const { from, content } of changed) {
    if (content.type !== 'reaction') continue;
    const target = messages.find(({ id }) => id === content.messageId);
    if (target) target.reactions = { ...target.reactions, [from]: content.emoji };
  }
  return marked(messages, readByUs);
}

const itemOf = (line: Line & { whole: boolean }): Item => ({
  key: keyOf(line),
  id: line.id,
  at: line.at,
  from: line.from,
  by: line.by,
  content: line.content,
  edited: line.edited,
  deleted: line.deleted,
  reactions: {},
  place: line.line,
  ...(line.from === 'customer' && { mark: 'sent' }),
});

/** Behind the line that was the newest when it was said, and the visitor's own line number `behind`. */
function ownItem({ id, at, after, said, state, reason }: Entry, behind: number): Item | undefined {
  const content = contentOf(said);
  if (!content) return undefined;
  const mark = marks[state];
  const known = state === 'taken' ? id : undefined;
  return {
    key: id,
    id: known,
    at,
    from: 'customer',
    content,
    reactions: {},
    mark,
    reason,
    place: Math.max(after, behind) + 0.5,
  };
}

const marks = { waiting: 'sending', taken: 'sent', refused: 'refused' } as const;

/** With what the visitor changed, which the history may not say yet. */
function amended(items: Item[], outbox: readonly Entry[]): Item[] {
  const changes = outbox.filter(({ state }) => state !== 'refused').map(({ said }) => said);
  return items.map((item) => {
    const about = changes.filter((said) => 'messageId' in said && said.messageId === item.id);
    const edit = about.findLast((said) => said.type === 'edit');
    const edited = edit && { content: { type: 'text', text: edit.text } as const, edited: true };
    return { ...item, ...edited, ...(about.some(({ type }) => type === 'unsend') && { deleted: true }) };
  });
}

/** With what was read, which an answer tells as well, and with what was chosen. */
function marked(messages: Item[], readByUs: string | undefined): Shown[] {
  const read = messages.findLastIndex(({ from, id }) => from === 'business' || id === readByUs);
  return messages.map(({ place: _, ...message }, index) => {
    if (message.from === 'customer')
      return { ...message, ...(message.mark === 'sent' && index <= read && { mark: 'read' }) };
    if (message.content.type !== 'choices') return message;
    const { options } = message.content;
    const next = messages.slice(index + 1);
    const answered = next.findIndex(({ from, mark }) => from === 'customer' && mark !== 'refused');
    const answer = next[answered]?.content;
    const taken = answer?.type === 'text' ? options.find(({ text }) => text === answer.text)?.id : undefined;
    return { ...message, taken, open: taken === undefined && !isOver(next, answered) };
  });
}

/** Choices are over once others are offered, or the business has replied to what the visitor said instead. */
const isOver = (next: Item[], answered: number): boolean =>
  next.some(({ content }) => content.type === 'choices') ||
  (answered >= 0 && next.slice(answered).some(({ from }) => from === 'business'));

/** How many messages of the business the visitor has not had before their eyes. */
export const unreadOf = ({ timeline, seen, looking }: Chat): number =>
  looking
    ? 0
    : [...timeline.lines.values()].filter(
        ({ from, at, content }) => from === 'business' && content.type !== 'reaction' && at > seen.read,
      ).length;
