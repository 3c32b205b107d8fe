import type { Texts } from './world.ts';

/** The sentence in the customer's language, where it is known and there is one; in English otherwise. */
export function inTheirLanguage(texts: Texts, customer: Record<string, unknown>): string {
  const language = typeof customer.language === 'string' ? customer.language : 'en';
  return texts[language] ?? texts[language.split('-')[0] ?? 'en'] ?? texts.en;
}
