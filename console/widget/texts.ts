import { isShape, isText, parsed } from './guards.ts';
import { de } from './texts/de.ts';
import { en, type Texts } from './texts/en.ts';
import { es } from './texts/es.ts';
import { ja } from './texts/ja.ts';
import { zh } from './texts/zh.ts';

export type { Texts };

const languages: Record<string, Texts> = { en, de, es, ja, zh };

/**
 * The words of a language (`de`, `de-CH`) and that language; English where we have none, unless the page brings words of its
 * `own`: a JSON object of those that it overrides.
 */
export function textsOf(language: string, own: string | null): { texts: Texts; language: string } {
  const known = languages[language.toLowerCase().split('-')[0] ?? ''];
  const ours = parsed(own, isTexts);
  return { texts: { ...(known ?? en), ...ours }, language: known || ours ? language : 'en' };
}

const isTexts = (raw: unknown): raw is Partial<Texts> => isShape({})(raw) && Object.values(raw).every(isText);

/** A text with its `{gaps}` filled in. */
export const fill = (text: string, gaps: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (gap, name) => `${gaps[name] ?? gap}`);
