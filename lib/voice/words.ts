import type { TwimlElement } from '../flow/event.ts';
import type { Content, ThreadEvent } from '../message.ts';

export type Note = Extract<ThreadEvent, { type: 'noted' }>;
export type Line = Note['lines'][number];

/** What the caller pressed or said, as a line of the transcript. */
export function heardLines({ Digits, SpeechResult, RecordingSid }: Record<string, string>): Line[] {
  if (SpeechResult) return [{ direction: 'in', by: 'customer', content: text(SpeechResult) }];
  // The key that ends a recording says nothing, nor does "hangup", Twilio's word for a caller who left.
  if (!Digits || RecordingSid !== undefined) return [];
  return [{ direction: 'in', by: 'customer', content: text(`(pressed ${Digits})`) }];
}

/** What the caller is about to hear, as lines of the transcript. */
export const spokenLines = (elements: TwimlElement[]): Line[] =>
  elements.flatMap((element): Line[] => {
    if (element.name === 'Say') return line(text(wordsOf(element).trim()));
    if (element.name === 'Play') return line(played(element));
    return spokenLines(element.children.filter((child) => typeof child !== 'string'));
  });

/** A line by nobody: the call began, or ended. */
export const eventLine = (sentence: string): Line => ({ direction: 'in', by: 'system', content: text(sentence) });

const text = (said: string): Content => ({ type: 'text', text: said });

const line = (content: Content): Line[] =>
  content.type === 'text' && content.text === '' ? [] : [{ direction: 'out', by: 'flow', content }];

function played(element: TwimlElement): Content {
  const url = wordsOf(element).trim();
  if (url !== '') return { type: 'media', url, mediaType: 'audio/mpeg' };
  return text(element.attributes.digits === undefined ? '' : `(tones ${element.attributes.digits})`);
}

const wordsOf = ({ children }: TwimlElement): string =>
  children.map((child) => (typeof child === 'string' ? child : wordsOf(child))).join('');
