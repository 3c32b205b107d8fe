import type { TwimlElement } from './event.ts';
import { text, whole } from './properties.ts';
import { ssml } from './ssml.ts';
import { element } from './twiml.ts';

/** What say-play and gather-input-on-call have in common. Twilio repeats a text or a recording at most 99 times here. */
export const speechProperties = { say: text(), play: text(), voice: text(), language: text(), loop: whole(1, 1, 99) };

type Speech = { say: string; play: string; voice: string; language: string; loop: number };

/** What the caller hears: the text where there is one, else the recording; nothing where there is neither. */
export function speechOf({ say, play, voice, language, loop }: Speech): TwimlElement[] {
  const times = loop === 1 ? undefined : loop;
  // "default" is Studio's own word for the voice that the account has set.
  const speaker = voice === 'default' ? undefined : voice;
  if (say.trim() !== '') return [element('Say', { voice: speaker, language, loop: times }, ssml(say))];
  return play.trim() === '' ? [] : [element('Play', { loop: times }, [play.trim()])];
}
