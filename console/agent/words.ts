/** A language by its name: `de` is German; what is none stays as it is. */
export function languageName(language: string): string {
  try {
    return languages.of(language) ?? language;
  } catch {
    return language;
  }
}

/** The page is in English. */
const languages = new Intl.DisplayNames(['en'], { type: 'language' });

/** The letters that stand for a name where there is no picture: at most two. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const [first = '?', last] = [words.at(0), words.length > 1 ? words.at(-1) : undefined];
  return [first, last].flatMap((word) => [...(word ?? '')].slice(0, 1)).join('');
}
