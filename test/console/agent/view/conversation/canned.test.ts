import { describe, expect, test } from 'vitest';
import { cannedFor, replacePart, slashAt } from '../../../../../console/agent/view/conversation/composer/canned.ts';
import type { ConsoleSettings } from '../../../../../lib/console/protocol/me.ts';

const canned: ConsoleSettings['canned'] = [
  { name: 'hello', title: 'Greeting', texts: { en: 'Hello {name}, I am {agent}. {order}', de: 'Guten Tag {name}' } },
  { name: 'wait', title: 'One moment', texts: { en: 'One moment please, hello again.' } },
];
const who = { name: 'Grace', agent: 'Ana', language: 'en' };
const textsFor = (filter: string, rest: Partial<typeof who> = {}) =>
  cannedFor(canned, filter, { ...who, ...rest }).map(({ text }) => text);

describe('a canned reply', () => {
  test('has the names in it, and what it does not know as it is', () => {
    expect(textsFor('greet')).toEqual(['Hello Grace, I am Ana. {order}']);
  });

  test('leaves a customer’s name alone that looks like a place to fill', () => {
    expect(textsFor('greet', { name: '{agent} $&' })).toEqual(['Hello {agent} $&, I am Ana. {order}']);
  });

  test.each([
    ['de', 'Guten Tag Grace'],
    ['de-CH', 'Guten Tag Grace'],
    ['fr', 'Hello Grace, I am Ana. {order}'],
    [undefined, 'Hello Grace, I am Ana. {order}'],
  ])('is in the customer’s language, %s, or in English', (language, text) => {
    const [first] = cannedFor(canned, 'hello', { ...who, language });
    expect(first?.text).toBe(text);
  });

  test('is found by its name first, then by what it says, and not by anything else', () => {
    expect(cannedFor(canned, 'hello', who).map(({ name }) => name)).toEqual(['hello', 'wait']);
    expect(cannedFor(canned, '', who)).toHaveLength(2);
    expect(cannedFor(canned, 'refund', who)).toEqual([]);
  });
});

describe('a slash', () => {
  test.each([
    ['/', 1, ''],
    ['/wait', 5, 'wait'],
    ['/wait', 3, 'wa'],
    ['Hello /wa', 9, 'wa'],
    ['Hello\n/', 7, ''],
  ])('in %j before %i asks for %j', (text, caret, filter) => expect(slashAt(text, caret)?.filter).toBe(filter));

  test.each([
    ['https://example.com', 8],
    ['24/7', 4],
    ['and/or', 6],
    ['/wait now', 9],
    ['//', 2],
    ['', 0],
  ])('in %j before %i asks for nothing', (text, caret) => expect(slashAt(text, caret)).toBeUndefined());

  test('gives way to what was chosen, with the caret behind it', () => {
    const slash = slashAt('Hello /wa, bye', 9) ?? { from: 0, to: 0 };
    expect(replacePart('Hello /wa, bye', slash, 'One moment')).toEqual({ text: 'Hello One moment, bye', caret: 16 });
  });
});
