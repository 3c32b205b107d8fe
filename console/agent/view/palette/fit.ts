/**
 * How well a text answers what was typed, 0 best: every word of it must be in the text; at its beginning is better than at the
 * beginning of a word, and that better than in the middle of one. Nothing where a word is missing. Case and accents do not count.
 */
export function fit(typed: string, text: string): number | undefined {
  const plain = plainOf(text);
  const places = plainOf(typed)
    .split(' ')
    .filter(Boolean)
    .map((word) => placeOf(word, plain));
  return places.includes(missing) ? undefined : places.reduce((sum, place) => sum + place, 0);
}

const missing = 3;

function placeOf(word: string, text: string): number {
  if (text.startsWith(word)) return 0;
  if (text.includes(` ${word}`)) return 1;
  return text.includes(word) ? 2 : missing;
}

const plainOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
