import { inTheirLanguage } from '../conversation/texts.ts';
import type { Texts } from '../conversation/world.ts';
import type { TwimlElement } from '../flow/event.ts';

export const hangup: TwimlElement = { name: 'Hangup', attributes: {}, children: [] };

/** Another call of this phone is being held, and its flow wants one at a time. */
export const busy: TwimlElement = { name: 'Reject', attributes: { reason: 'busy' }, children: [] };

/** What a caller hears when a flow has broken down: a sentence in their language, where it is known, and the end. */
export const farewell = (texts: Texts, customer: Record<string, unknown>): TwimlElement[] => [
  sentence(texts, customer),
  hangup,
];

/** A sentence that a caller hears in their language, where it is known. */
export function sentence(texts: Texts, customer: Record<string, unknown>): TwimlElement {
  const text = inTheirLanguage(texts, customer);
  const language = Object.keys(texts).find((name) => texts[name] === text) ?? 'en';
  return { name: 'Say', attributes: { language: voices[language] ?? language }, children: [text] };
}

/** Twilio names a voice by language and country. https://www.twilio.com/docs/voice/twiml/say/text-speech */
const voices: Record<string, string> = { en: 'en-US', de: 'de-DE', es: 'es-ES', ja: 'ja-JP', zh: 'zh-TW' };
