/** Whether a value can be written in one line of words and read back. */
export const isPlain = (value: unknown): boolean =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value) || isList(value);

/** A value in the words in which it is shown and edited. */
export function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isList(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * What an agent's words mean where `before` was the value: a number stays one, yes stays yes or no, and a list a list, as flows
 * and routing compare them. Words that do not fit that are text; no words are `null`, which takes the attribute away.
 */
export function meantBy(words: string, before: unknown): unknown {
  const text = words.trim();
  if (text === '') return null;
  if (typeof before === 'number' && Number.isFinite(Number(text))) return Number(text);
  if (typeof before === 'boolean' && answers.has(text.toLowerCase())) return answers.get(text.toLowerCase());
  if (isList(before)) return text.split(',').flatMap((part) => part.trim() || []);
  return text;
}

const answers = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
]);

/** A list of words, of which none is mistaken for two. */
const isList = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.every((part) => typeof part === 'string' && part !== '' && part.trim() === part && !part.includes(','));
