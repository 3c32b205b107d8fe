import { Permanent } from '../errors.ts';
import type { TwimlElement } from '../flow/event.ts';

/**
 * TwiML as Twilio reads it. `addressOf` gives the address that brings the call back with an event, for every `flow:<event>`
 * in an attribute or in a Redirect. Throws Permanent for a name that XML does not allow.
 * https://www.twilio.com/docs/voice/twiml
 */
export const renderTwiml = (elements: TwimlElement[], addressOf: (event: string) => string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${tag({ name: 'Response', attributes: {}, children: elements }, addressOf)}`;

function tag({ name, attributes, children }: TwimlElement, addressOf: (event: string) => string): string {
  const given = Object.entries(attributes).map(
    ([attribute, value]) => ` ${named(attribute)}="${attributeText(resolved(value, addressOf))}"`,
  );
  const inside = children.map((child) => {
    if (typeof child !== 'string') return tag(child, addressOf);
    return escaped(name === 'Redirect' ? resolved(child, addressOf) : child);
  });
  const opening = `<${named(name)}${given.join('')}`;
  return inside.length === 0 ? `${opening}/>` : `${opening}>${inside.join('')}</${name}>`;
}

const resolved = (value: string, addressOf: (event: string) => string): string =>
  value.startsWith('flow:') ? addressOf(value.slice('flow:'.length)) : value;

function named(name: string): string {
  if (!/^[A-Za-z_][\w.:-]*$/.test(name)) throw new Permanent(`"${name}" is no name in XML`);
  return name;
}

/** Readers of XML turn a tab or a line break in an attribute into a space, unless it is written as a number. */
const attributeText = (text: string): string =>
  escaped(text).replace(/[\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(forbidden, '')
    .replace(/[&<>"'\r]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Characters that no XML document may hold, not even as numbers. https://www.w3.org/TR/xml/#charsets */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
