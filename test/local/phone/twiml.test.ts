import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTwiml } from '../../../local/phone/grammar.ts';
import { parseXml } from '../../../local/phone/xml.ts';

describe('XML', () => {
  test('gives elements, attributes and texts with their references resolved', () => {
    expect(parseXml('<?xml version="1.0"?>\n<a b="1 &lt; &#50;" c=\'"\'>x &amp; &#x1F600;<d/></a>\n')).toEqual({
      name: 'a',
      attributes: { b: '1 < 2', c: '"' },
      children: ['x & 😀', { name: 'd', attributes: {}, children: [] }],
    });
  });

  test.each([
    ['<a>', 'never closed'],
    ['<a></b>', 'closes'],
    ['</a>', 'closes'],
    ['<a/><b/>', 'one element'],
    ['text', 'one element'],
    ['', 'one element'],
    ['<a>fish & chips</a>', 'stands for nothing'],
    ['<a>&nbsp;</a>', 'stands for nothing'],
    ['<a>&#0;</a>', 'stands for nothing'],
    ['<a b="1" b="2"/>', 'twice'],
    ['<a b=1/>', 'no XML'],
    ['<a b="<"/>', 'no XML'],
    ['<!-- c --><a/>', 'no XML'],
    ['<a>\u0001</a>', 'does not allow'],
    ['<a/><?xml version="1.0"?>', 'beginning'],
  ])('%s is refused', (document, reason) => {
    expect(() => parseXml(document)).toThrow(reason);
  });

  test('is read or refused with a sentence, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('<', '>', '/', 'a', '"', '=', ' ', '&', ';', '#', '?xml', '1')), (parts) => {
        try {
          parseXml(parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});

describe('TwiML', () => {
  const say = '<Say>Hello</Say>';
  test('of Studio’s widgets is taken', () => {
    const verbs = readTwiml(
      `<Response><Gather action="https://x/y" input="dtmf speech">${say}</Gather><Redirect>https://x/z</Redirect></Response>`,
    );
    expect(verbs.map(({ name }) => name)).toEqual(['Gather', 'Redirect']);
  });

  test.each([
    ['<Say>Hello</Say>', 'begins with <Response>'],
    ['<Response><Sing/></Response>', '<Sing> may not stand in <Response>'],
    ['<Response>Hello</Response>', 'has no text'],
    ['<Response><Say/></Response>', '1 to 4,096'],
    ['<Response><Say colour="red">x</Say></Response>', 'no attribute "colour"'],
    ['<Response><Gather action="flow:gathered"/></Response>', 'no address'],
    ['<Response><Gather><Hangup/></Gather></Response>', 'may not stand in <Gather>'],
    ['<Response><Redirect>flow:x</Redirect></Response>', 'no address'],
    ['<Response><Enqueue workflowSid="WW1"><Task>{</Task></Enqueue></Response>', 'JSON'],
  ])('%s is refused', (document, reason) => {
    expect(() => readTwiml(document)).toThrow(reason);
  });
});
