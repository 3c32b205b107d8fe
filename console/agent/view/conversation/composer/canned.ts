import type { ConsoleSettings } from '../../../../../lib/console/protocol/me.ts';

/** A canned reply as it would be said. */
export type Canned = { name: string; title: string; text: string };

type Who = { name: string; agent: string; language: string | undefined };

/**
 * The canned replies whose name, title or text holds every word of `filter`, those first of which it is the name; in the
 * customer's language where there is one, else in English, with the names filled in.
 */
export function cannedFor(canned: ConsoleSettings['canned'], filter: string, who: Who): Canned[] {
  const words = filter.toLowerCase().split(/\s+/);
  return canned
    .map(({ name, title, texts }) => ({ name, title, text: filled(inLanguage(texts, who.language), who) }))
    .filter(({ name, title, text }) => {
      const whole = `${name} ${title} ${text}`.toLowerCase();
      return words.every((word) => whole.includes(word));
    })
    .toSorted((one, other) => Number(isNamed(other, filter)) - Number(isNamed(one, filter)));
}

const isNamed = ({ name, title }: Canned, filter: string): boolean =>
  [name, title].some((text) => text.toLowerCase().startsWith(filter.toLowerCase()));

function inLanguage(texts: ConsoleSettings['canned'][number]['texts'], language = 'en'): string {
  return texts[language] ?? texts[language.split('-')[0] ?? 'en'] ?? texts.en;
}

/** In one go, so that a customer who is called {agent} stays so. */
const filled = (text: string, { name, agent }: Who): string =>
  text.replace(/\{(name|agent)\}/g, (_, which) => (which === 'name' ? name : agent));

/** Where a text asks for canned replies: from the slash, which begins a word, to the caret. */
export type Slash = { from: number; to: number; filter: string };

/** The slash that the caret stands behind, if any; an address or a date has its slash inside of a word. */
export function slashAt(text: string, caret: number): Slash | undefined {
  const found = /(?:^|\s)\/([^\s/]*)$/.exec(text.slice(0, caret));
  const filter = found?.[1];
  return filter === undefined ? undefined : { from: caret - filter.length - 1, to: caret, filter };
}

/** The text with `inserted` in the place of the part, and where the caret stands then. */
export function replacePart(
  text: string,
  { from, to }: Pick<Slash, 'from' | 'to'>,
  inserted: string,
): { text: string; caret: number } {
  return { text: text.slice(0, from) + inserted + text.slice(to), caret: from + inserted.length };
}
