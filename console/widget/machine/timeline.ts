import type { Line, Push } from '../protocol.ts';

/**
 * The lines that are known, by the ids of their messages so that what comes twice is there once. From `first` to `last` all
 * of them were read; what was pushed since may have gaps.
 */
export type Timeline = {
  lines: ReadonlyMap<string, Line & { whole: boolean }>;
  /** Long messages come in parts, by any way and more than once. */
  parts: ReadonlyMap<string, readonly string[]>;
  first: number;
  last: number;
};

export const emptyTimeline: Timeline = { lines: new Map(), parts: new Map(), first: 1, last: 0 };

export const keyOf = ({ id, line }: Pick<Line, 'id' | 'line'>): string => id ?? `line ${line}`;

/** What was read replaces what was pushed: it may have been edited since. */
export function seeLines(timeline: Timeline, lines: readonly Line[]): Timeline {
  const known = new Map(timeline.lines);
  for (const line of lines) known.set(keyOf(line), { ...line, whole: true });
  return { ...timeline, lines: known };
}

export function seePush(timeline: Timeline, { part, parts: count, ...pushed }: Push): Timeline {
  const { id, content } = pushed;
  if (timeline.lines.get(id)?.whole) return timeline;
  const known = new Map(timeline.lines);
  if (part === undefined || count === undefined || content.type !== 'text') {
    known.set(id, { ...pushed, from: 'business', whole: true });
    return { ...timeline, lines: known };
  }
  const texts = (timeline.parts.get(id) ?? Array.from({ length: count }, () => '')).map((text, index) =>
    index === part - 1 ? content.text : text,
  );
  const joined = { type: 'text', text: texts.join('') } as const;
  known.set(id, { ...pushed, content: joined, from: 'business', whole: texts.every((text) => text !== '') });
  return { ...timeline, lines: known, parts: new Map(timeline.parts).set(id, texts) };
}

/** What the visitor changed of a line, before the history says so itself. */
export function changeLine(timeline: Timeline, id: string, change: Partial<Line>): Timeline {
  const line = timeline.lines.get(id);
  return line ? { ...timeline, lines: new Map(timeline.lines).set(id, { ...line, ...change }) } : timeline;
}

/** The number of the newest line that is known. */
export const newestOf = ({ lines, last }: Timeline): number =>
  [...lines.values()].reduce((newest, { line }) => Math.max(newest, line), last);

/** When the business last said something; 0 where it has not yet. */
export const lastHeardOf = ({ lines }: Timeline): number =>
  [...lines.values()].reduce((newest, { at, from }) => (from === 'business' ? Math.max(newest, at) : newest), 0);

export const hasLinks = ({ lines }: Timeline): boolean =>
  [...lines.values()].some(({ content }) => content.type === 'media');
