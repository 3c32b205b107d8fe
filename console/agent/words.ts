/** A text with its {names} filled in; a name that is not given stays as it is. */
export const fill = (text: string, words: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => `${words[name] ?? whole}`);

/** How long something has lasted or has still to last, as short as can be read: `12 s`, `4 min`, `3 h`, `2 d`. */
export function lasted(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** `3:07` or `1:02:45`: how long a call has lasted. */
export function counted(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const two = (count: number) => String(count).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** `14:05`, as the page's language writes it. */
export const clockTime = (at: number): string => clock.format(at);

/** To make one takes longer than to tell a hundred times. */
const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });

/** A language by its name: `de` is German; what is none stays as it is. */
export function languageName(language: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

/** The letters that stand for a name where there is no picture: at most two. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const [first = '?', last] = [words.at(0), words.length > 1 ? words.at(-1) : undefined];
  return [first, last].flatMap((word) => [...(word ?? '')].slice(0, 1)).join('');
}
