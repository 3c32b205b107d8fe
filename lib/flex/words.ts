import { textOf } from '../channels/shared/fallback.ts';
import { shorten, splitText } from '../channels/shared/split-text.ts';
import type { Line } from '../conversation/state.ts';
import type { Content } from '../message.ts';

/** Characters of a message in a conversation, at most. */
const longest = 1_600;

/** Who says a line: the customer by their identity, we by a name that the agent sees. */
export const authorOf = ({ direction, by }: Line, identity: string): string => {
  if (direction === 'in') return identity;
  return speakers[by] ?? by;
};

const speakers: Record<string, string> = { flow: 'Bot', system: 'Seaway', elsewhere: 'Elsewhere' };

/** A line as messages to the agent; `content` is the line's with a file at an address that the agent can open. */
export function messagesFor(line: Line, content: Content): string[] {
  return splitText(line.status === 'failed' ? failureOf(line, content) : wordsOf(content), longest).filter((part) =>
    part.trim(),
  );
}

/** What was said so far as one message: the newest lines, as many as fit. Empty where there is nothing to tell. */
export function openingOf(lines: readonly Line[], look: (line: Line) => Content): string {
  const told = lines.filter(({ direction, status }) => direction !== 'aside' && status !== 'failed');
  const kept: string[] = [];
  let room = longest - heading.length - omitted.length;
  for (const line of told.toReversed()) {
    const who = line.direction === 'in' ? 'Customer' : authorOf(line, '');
    const text = shorten(`\n${who}: ${wordsOf(look(line))}`, kept.length === 0 ? room : longest);
    room -= text.length;
    if (room < 0) break;
    kept.unshift(text);
  }
  if (kept.length === 0) return '';
  return `${heading}${kept.length < told.length ? omitted : ''}${kept.join('')}`;
}

const heading = 'What was said so far:';
const omitted = '\n…';

function wordsOf(content: Content): string {
  if (content.type === 'media' && content.withheld !== undefined)
    return [content.caption, content.withheld].filter(Boolean).join('\n');
  return textOf(content);
}

/** The reason is a sentence as a rule, but not always ended like one. */
function failureOf({ reason = 'no reason given', remedy }: Line, content: Content): string {
  const about = shorten(textOf(content), 80);
  const why = /^not sent: /i.test(reason) ? reason.slice('not sent: '.length) : reason;
  return [`Not delivered (“${about}”): ${why.replace(/\.$/, '')}.`, remedy].filter(Boolean).join(' ');
}
