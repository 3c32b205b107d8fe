import { describe, expect, test } from 'vitest';
import { define, play, publish, say, split, textsOf } from './build.ts';

/** Whether a split takes its match, for a message that says `body`. */
const matches = (type: string, body: string, value: string): boolean =>
  textsOf(
    define(
      split('check', '{{trigger.message.Body}}', [[type, value, 'yes']], 'no'),
      say('yes', 'matched'),
      say('no', 'none matched'),
    ),
    { parameters: { Body: body } },
  ).includes('matched');

describe("Studio's conditions", () => {
  test.each([
    ['equal_to', ' YES ', 'yes', true],
    ['equal_to', '1', '01', false],
    ['not_equal_to', 'no', 'yes', true],
    ['not_equal_to', 'Yes', 'yES', false],
    ['matches_any_of', 'SÍ', '1, Si, Sí', true],
    ['matches_any_of', 'S', '1,Si,Sí', false],
    ['does_not_match_any_of', 'x', '1,2', true],
    ['does_not_match_any_of', '2', '1, 2', false],
    ['contains', 'my PARCEL is late', 'parcel', true],
    ['contains', 'hello', 'parcel', false],
    ['does_not_contain', 'hello', 'parcel', true],
    ['does_not_contain', 'Parcel', 'parcel', false],
    ['starts_with', 'Order 7', 'order', true],
    ['starts_with', 'My order', 'order', false],
    ['does_not_start_with', 'My order', 'order', true],
    ['does_not_start_with', 'order', 'ORDER', false],
    ['is_blank', ' \n ', 'Is Blank', true],
    ['is_blank', 'x', 'Is Blank', false],
    ['is_not_blank', 'x', 'Is Not Blank', true],
    ['is_not_blank', '', 'Is Not Blank', false],
    ['regex', 'ORDER-12', 'order-\\d+', true],
    ['regex', 'my order-12', 'order-\\d+', false],
    ['regex', 'well, Yes of course', '.*yes.*', true],
    ['regex', 'well,\nYes', '.*yes.*', true],
    ['regex', 'Access policy says blocked', '^(?=.*blocked)(?=.*Access Policy).*', true],
    ['regex', 'abc', '(?i)ABC', true],
    ['regex', 'a', '[', false],
    ['less_than', '4', '5', true],
    ['less_than', '10', '9', false],
    ['less_than', 'ten', '11', false],
    ['greater_than', '10', '9', true],
    ['greater_than', '-2.5', '-3', true],
    ['greater_than', '', '-1', false],
    ['is_before_date', '2026-01-02', '2026-01-10', true],
    ['is_before_date', '2026-01-10', '2026-01-10', false],
    ['is_before_date', '2026-01-10T03:00:00Z', '2026-01-10', true],
    ['is_after_date', '2026-02-01', '2026-01-31', true],
    ['is_after_date', 'soon', '2026-01-31', false],
    ['is_before_time', '9:05', '17:00', true],
    ['is_before_time', '17:00', '17:00', false],
    ['is_after_time', '17:01', '17:00', true],
    ['is_after_time', '2026-01-10T03:00:00Z', '18:59', true],
    ['is_after_time', 'late', '17:00', false],
    ['sounds_like', 'yes', 'yes', false],
  ])('%s: %j against %j is %j', (type, body, value, expected) => expect(matches(type, body, value)).toBe(expected));

  test('take Liquid on both sides', () => {
    expect(matches('less_than', '3', '{{ "a,b,c,d" | split: "," | size }}')).toBe(true);
    expect(matches('contains', 'new', '{{ nothing }}new')).toBe(true);
  });

  test('office hours are Pacific time', () => {
    const flow = define(
      split('open', '{{ "now" | date: "%H:%M" }}', [['is_after_time', '09:00', 'yes']], 'no'),
      say('yes', 'open'),
      say('no', 'closed'),
    );
    expect(textsOf(flow, { at: Date.parse('2026-07-01T16:30:00Z') })).toEqual(['open']);
    expect(textsOf(flow, { at: Date.parse('2026-07-01T15:30:00Z') })).toEqual(['closed']);
  });
});

describe('a regex', () => {
  test.each(['(a+)+b', '(a|a)*b', '(.*)*x', '((a|aa)+)$', '(a?){30}b', '(x+x+)+y', 'a|.)*b(?=c'])(
    '%s matches nothing, at once',
    (value) => {
      expect(matches('regex', 'a'.repeat(900), value)).toBe(false);
    },
  );

  test('with many spans matches only texts that it can afford', () => {
    expect(matches('regex', 'a b c d e', '.*a.*b.*c.*d.*e.*')).toBe(true);
    expect(matches('regex', 'a'.repeat(999), '.*a.*b.*c.*d.*e.*f')).toBe(false);
  });

  test('leaves very long texts alone', () => {
    expect(matches('regex', 'a'.repeat(1_000), 'a+')).toBe(true);
    expect(matches('regex', 'a'.repeat(1_001), 'a+')).toBe(false);
  });
});

describe('split-based-on', () => {
  const branches = (...matches: [string, string, string][]) =>
    define(
      split('check', '{{trigger.message.Body}}', matches, 'other'),
      say('one', '1'),
      say('two', '2'),
      say('other', '0'),
    );

  test('takes the first match in the order written', () => {
    const flow = branches(['contains', 'l', 'two'], ['equal_to', 'hello', 'one']);
    expect(textsOf(flow)).toEqual(['2']);
  });

  test('takes noMatch only when none matched, though it is written first', () => {
    expect(textsOf(branches(['equal_to', 'hello', 'one']))).toEqual(['1']);
    expect(textsOf(branches(['equal_to', 'bye', 'one']))).toEqual(['0']);
  });

  test('needs every condition of a match to hold', () => {
    const flow = branches();
    const condition = (type: string, value: string) => ({
      friendly_name: '',
      arguments: ['{{trigger.message.Body}}'],
      type,
      value,
    });
    const both = { event: 'match', next: 'one', conditions: [condition('contains', 'he'), condition('contains', 'x')] };
    const none = { event: 'match', next: 'two', conditions: [] };
    flow.states[1]?.transitions?.push(both, none);
    expect(textsOf(flow)).toEqual(['0']);
  });

  test("tests a condition's own argument, and its input where there is none", () => {
    const flow = branches(['equal_to', 'hello', 'one']);
    const state = { ...flow.states[1], properties: { input: 'something else' } };
    expect(
      textsOf({ ...flow, states: flow.states.with(1, { name: 'check', type: 'split-based-on', ...state }) }),
    ).toEqual(['1']);
    const bare = { event: 'match', next: 'two', conditions: [{ arguments: [], type: 'equal_to', value: 'hello' }] };
    expect(play(publish(branches()), {}).texts).toEqual(['0']);
    const inputOnly = branches();
    inputOnly.states[1]?.transitions?.push(bare);
    expect(textsOf(inputOnly)).toEqual(['2']);
  });
});
