import type { Found } from './inspect.ts';

/**
 * What a file of text is, which has no signature to be known by; undefined where it holds what no text does. Text in any
 * encoding of bytes counts, as spreadsheets still write their tables in those of before Unicode.
 */
export function textTypeOf(body: Buffer, name = ''): Found | undefined {
  const start = body.subarray(0, 65_536).toString('latin1');
  if (noText.test(start)) return undefined;
  if (markup.test(start)) return { mediaType: 'text/html', extension: 'html' };
  return /\.csv$/i.test(name)
    ? { mediaType: 'text/csv', extension: 'csv' }
    : { mediaType: 'text/plain', extension: 'txt' };
}

/** Control characters but tab, line ends, form feed and escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const noText = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/;

/** What a browser would take for a page or a drawing, after a byte-order mark perhaps. */
const markup = /^(\u00ef\u00bb\u00bf)?\s*<(!|\?|[a-z]+[\s>/])/i;
