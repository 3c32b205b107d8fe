import type { TwimlElement } from './event.ts';
import { element } from './twiml.ts';
import { decoded } from './xml.ts';

/** What may stand in a `<Say>`. https://www.twilio.com/docs/voice/twiml/say/text-speech#ssml */
const known = 'break emphasis lang p phoneme prosody s say-as sub w amazon:effect amazon:domain'.split(' ');

const tag = /<(\/?)([a-z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;
const attribute = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

type Children = (TwimlElement | string)[];

/**
 * A text to be spoken as the children of a `<Say>`: SSML becomes elements, and all else is text, a `<Hangup/>` that a
 * customer typed included. SSML that does not close what it opens is taken for text as a whole.
 */
export function ssml(text: string): Children {
  const root: Children = [];
  const open: { name: string; children: Children }[] = [];
  const here = () => open.at(-1)?.children ?? root;
  let end = 0;
  for (const { 0: written, 1: closes, 2: name = '', 3: attributes = '', 4: empty, index } of text.matchAll(tag)) {
    if (!known.includes(name)) continue;
    if (index > end) here().push(decoded(text.slice(end, index)));
    end = index + written.length;
    if (closes) {
      if (open.pop()?.name !== name) return [text];
      continue;
    }
    const made = element(name, attributesIn(attributes));
    here().push(made);
    if (!empty) open.push({ name, children: made.children });
  }
  if (open.length > 0) return [text];
  if (end < text.length) root.push(decoded(text.slice(end)));
  return root;
}

const attributesIn = (written: string): Record<string, string> =>
  Object.fromEntries(
    [...written.matchAll(attribute)].map(([, name = '', double, single]) => [name, decoded(double ?? single ?? '')]),
  );
