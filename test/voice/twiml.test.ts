import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TwimlElement } from '../../lib/flow/event.ts';
import { renderTwiml } from '../../lib/voice/twiml.ts';
import { parseXml, type XmlElement } from '../../local/phone/xml.ts';

const address = (event: string) => `https://seaway.example/voice/main?event=${encodeURIComponent(event)}&token=FN1.2`;

test('an address of the flow is resolved in attributes and redirects, and nowhere else', () => {
  const elements: TwimlElement[] = [
    { name: 'Gather', attributes: { action: 'flow:a & b' }, children: [] },
    { name: 'Redirect', attributes: {}, children: ['flow:timeout'] },
    { name: 'Say', attributes: {}, children: ['flow:timeout'] },
  ];
  const [gather, redirect, say] = childrenOf(parseXml(renderTwiml(elements, address)));
  expect(gather?.attributes.action).toBe(address('a & b'));
  expect(redirect?.children).toEqual([address('timeout')]);
  expect(say?.children).toEqual(['flow:timeout']);
});

test('what a caller said cannot become TwiML', () => {
  const words = '</Say><Hangup/><Say x="\'&amp;]]>';
  const document = renderTwiml([{ name: 'Say', attributes: { voice: words }, children: [words] }], address);
  expect(childrenOf(parseXml(document))).toEqual([{ name: 'Say', attributes: { voice: words }, children: [words] }]);
});

test('a name that is none in XML is refused', () => {
  expect(() => renderTwiml([{ name: 'Say x', attributes: {}, children: [] }], address)).toThrow('no name in XML');
});

const name = fc.constantFrom('Say', 'Gather', 'say-as', 'amazon:effect', '_x');
const words = fc.string({ unit: 'binary' });
const { element } = fc.letrec<{ element: TwimlElement }>((tie) => ({
  element: fc.record({
    name,
    attributes: fc.dictionary(name, words, { noNullPrototype: true }),
    children: fc.array(fc.oneof({ maxDepth: 3 }, words, tie('element')), { maxLength: 4 }),
  }),
}));

test('any elements make a well-formed document that says the same, but for characters that XML does not have', () => {
  fc.assert(
    fc.property(fc.array(element, { maxLength: 4 }), (elements) => {
      const document = parseXml(renderTwiml(elements, address));
      expect(normal({ name: 'Response', attributes: {}, children: elements })).toEqual(normal(document));
    }),
  );
});

const childrenOf = ({ children }: XmlElement) => children.filter((child) => typeof child !== 'string');

/** Neighbouring texts are one, and empty ones none. */
function normal({ name: tag, attributes, children }: TwimlElement): unknown {
  const joined: unknown[] = [];
  let text = '';
  for (const child of children) {
    if (typeof child === 'string') text += clean(child);
    else {
      joined.push(...(text ? [text] : []), normal(child));
      text = '';
    }
  }
  if (text) joined.push(text);
  const resolved = Object.entries(attributes).map(([key, value]) => [
    key,
    clean(value.startsWith('flow:') ? address(value.slice(5)) : value),
  ]);
  return { tag, attributes: Object.fromEntries(resolved), children: joined };
}

const clean = (text: string): string =>
  text.toWellFormed().replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
