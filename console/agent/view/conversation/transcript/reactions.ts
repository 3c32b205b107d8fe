import type { LineView } from '../../../../../lib/console/protocol/conversation.ts';

/** The emoji on each line, one of each side, and the reactions whose message is not among the lines. */
type Reactions = { on: ReadonlyMap<LineView, string[]>; alone: ReadonlySet<LineView> };

/** Finds for every reaction the message that it is on; the newest of a side counts, and an empty one takes it back. */
export function reactionsOf(lines: readonly LineView[]): Reactions {
  const messages = new Map(
    lines.flatMap((line) => (line.providerId === undefined ? [] : [[idOf(line, line.providerId), line] as const])),
  );
  const bySide = new Map<LineView, Map<string, string>>();
  const alone = new Set<LineView>();
  for (const line of lines) {
    if (line.content.type !== 'reaction') continue;
    const { messageId, emoji } = line.content;
    const message = messages.get(idOf(line, messageId));
    if (message) bySide.set(message, new Map(bySide.get(message)).set(line.direction, emoji));
    else if (emoji !== '') alone.add(line);
  }
  const on = new Map([...bySide].map(([line, sides]) => [line, [...sides.values()].filter((emoji) => emoji !== '')]));
  return { on, alone };
}

const idOf = ({ thread }: LineView, id: string): string => `${thread} ${id}`;
