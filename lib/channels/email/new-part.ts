import { attributionAt, isHeaderBlock, isOriginalMark, isQuoted, isSentFrom } from './quotes.ts';

/**
 * What somebody added to the mail that they answer: without the quote of it and without a signature. Where the answers stand
 * between pieces of the quote, and where nothing would be left, it is the whole text.
 */
export function newPart(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  return withoutSignature(withoutQuote(lines)).join('\n').trim() || text.trim();
}

function withoutQuote(lines: string[]): string[] {
  for (let index = 0; index < lines.length; index++) {
    if (isOriginalMark(lines[index]) || isHeaderBlock(lines, index)) return withoutRule(lines.slice(0, index));
    const length = attributionAt(lines, index);
    if (length > 0) return withoutQuoted(lines, index, lines.slice(index + length));
  }
  const start = trailingQuote(lines);
  return withoutQuoted(lines, start, lines.slice(start));
}

/** `quote` are the lines from the quote on, which starts at `start`: people write above, below and in between. */
function withoutQuoted(lines: string[], start: number, quote: string[]): string[] {
  const above = lines.slice(0, start);
  if (!quote.some(isQuoted)) return above;
  const below = withoutSignature(quote.filter((line) => !isQuoted(line)));
  if (below.join('').trim() === '') return above;
  const said = quote.filter((line) => line.trim() !== '');
  const pieces = said.filter((line, index) => isQuoted(line) && !isQuoted(said[index - 1]));
  return pieces.length > 1 ? lines : [...above, ...below];
}

/** Where the quoted lines at the end of a text begin, or its length. */
function trailingQuote(lines: string[]): number {
  let start = lines.length;
  while (start > 0 && (isQuoted(lines[start - 1]) || lines[start - 1]?.trim() === '')) start--;
  return lines.slice(start).some(isQuoted) ? start : lines.length;
}

/** Outlook draws a line above the header of the mail that it quotes. */
function withoutRule(lines: string[]): string[] {
  const last = lines.findLastIndex((line) => !/^[\s_*=-]*$/.test(line));
  return lines.slice(0, last + 1);
}

/** The line `-- ` starts a signature (https://www.rfc-editor.org/rfc/rfc3676#section-4.3); telephones add one of their own. */
function withoutSignature(lines: string[]): string[] {
  const mark = lines.findIndex((line, index) => index > 0 && /^--\s?$/.test(line));
  const rest = mark === -1 ? lines : lines.slice(0, mark);
  const last = rest.findLastIndex((line) => line.trim() !== '' && !isSentFrom(line));
  return rest.slice(last + 1).some(isSentFrom) ? rest.slice(0, last + 1) : rest;
}
