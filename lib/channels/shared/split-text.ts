import { Permanent } from '../../errors.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/**
 * Splits text into parts of at most `limit` UTF-16 units (2 or more), at the end of a paragraph, a sentence or a word
 * where one lies in the second half of a part, else between two graphemes. The parts joined are the text.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const cut = cutOf(rest, limit);
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...parts, rest];
}

/** Messages that one text may be: where the last of them fails, most providers are given all of them again. */
const mostMessages = 100;

/**
 * The parts that can be sent, since providers refuse a blank message; throws Permanent where the whole text is blank, or too
 * long for anybody to read.
 */
export function messagesOf(text: string, limit: number): string[] {
  const parts = splitText(text, limit).filter((part) => part.trim());
  if (parts.length === 0) throw new Permanent('the message has no text: give the widget that sends it some');
  if (parts.length > mostMessages)
    throw new Permanent(`the text would be ${parts.length} messages`, { remedy: 'Say less, or send it as a file.' });
  return parts;
}

/** The text itself where it fits, else as many whole graphemes of it as do, and an ellipsis. */
export const shorten = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, graphemeCut(text, limit - 1))}…`;

function cutOf(text: string, limit: number): number {
  const least = limit / 2;
  const paragraph = text.lastIndexOf('\n\n', limit - 2) + 2;
  if (paragraph > least) return paragraph;
  const line = text.lastIndexOf('\n', limit - 1) + 1;
  if (line > least) return line;
  for (const segmenter of [sentences, words]) {
    const cut = lastStart(segmenter, text, limit);
    if (cut > least) return cut;
  }
  return graphemeCut(text, limit);
}

/** A grapheme longer than the limit is cut, but never between the two halves of a surrogate pair. */
function graphemeCut(text: string, limit: number): number {
  const cut = lastStart(graphemes, text, limit);
  if (cut > 0) return cut;
  return limit > 1 && isPair(text, limit) ? limit - 1 : limit;
}

/** Where the last segment starts that starts at `limit` or before; two units more are looked at to know what it joins. */
function lastStart(segmenter: Intl.Segmenter, text: string, limit: number): number {
  let last = 0;
  for (const { index } of segmenter.segment(text.slice(0, limit + 2))) if (index <= limit) last = index;
  return last;
}

const isPair = (text: string, at: number) => /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(at - 1, at + 1));
