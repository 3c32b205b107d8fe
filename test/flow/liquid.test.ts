import { describe, expect, test } from 'vitest';
import { render, templateFault } from '../../lib/flow/liquid.ts';
import { noon } from './build.ts';

const scope = {
  flow: { variables: { count: 2, text: '1', name: 'Ana' } },
  widgets: {
    call: {
      parsed: { flags: ['new', 'blocked'], user: { id: 7 }, sites: [1, 2, 3], many: [...'abcdefghijklmnopqrst'] },
    },
    web: { headers: { 'x-twilio-function-concurrency': 4 } },
  },
  plain: {},
};
const show = (template: string, at = noon) => render(template, scope, at);

describe("Studio's Liquid", () => {
  test.each([
    ['Hi {{flow.variables.name}}', 'Hi Ana'],
    ['{{ flow.variables.nobody }}{{ a.b.c }}', ''],
    ['{{ flow.variables.text | plus: 1 }}', '2'],
    ['{{ flow.variables.count | minus: 1 }}', '1'],
    ['{{ "a,b" | split: "," | size }}', '2'],
    ['{{ nothing | default: "x" }}', 'x'],
    ['{{ "a b&c" | url_encode }}', 'a+b%26c'],
    ['{{ "  Ä\n" | strip | downcase }}', 'ä'],
    ['{{ "1+1" | replace: "+", "%2B" }}', '1%2B1'],
    ['{{ widgets.call.parsed | to_json }}', JSON.stringify(scope.widgets.call.parsed)],
    [
      '{"user": {{ widgets.call.parsed.user | to_json }}, "none": {{ nothing | to_json }}}',
      '{"user": {"id":7}, "none": null}',
    ],
    ['{{ widgets.call.parsed.flags }}', '["new","blocked"]'],
    ['{{ widgets.call.parsed.user }}', '{"id":7}'],
    ['{{ widgets.call.parsed.flags | upcase }}', '["NEW","BLOCKED"]'],
    ['{{ widgets.call.parsed.sites.size }}', '3'],
    ['{{ widgets.call.parsed.sites[1] }}', '2'],
    ['{{ widgets.web.headers["x-twilio-function-concurrency"] }}', '4'],
    ['{{widgets. call .parsed . user.id}}', '7'],
    ['{{ "a . b" }}{{ \'c . d\' }} e . f', 'a . bc . d e . f'],
    ['{{ "<b>&" }}', '<b>&'],
    ['{% for i in (1..3) %}{{ forloop.index0 }}{{ i }} {% endfor %}', '01 12 23 '],
    ['{% case flow.variables.name %}{% when "Bo", "Ana" %}yes{% else %}no{% endcase %}', 'yes'],
    ['{% if widgets.call.parsed.flags contains "new" %}in{% endif %}', 'in'],
    [
      '{% if "" %}empty text is true{% endif %}{% if flow.variables.count == empty %}no{% endif %}',
      'empty text is true',
    ],
    ['{% comment %}x{% endcomment %}{% assign a = 1 | plus: 1 %}{{ a }}', '2'],
  ])('%s', (template, text) => expect(show(template)).toBe(text));

  test('cuts a loop after 15 iterations, those left early included', () => {
    expect(show('{% for x in widgets.call.parsed.many %}{{x}}{% endfor %}')).toBe('abcdefghijklmno');
    expect(show('{% for x in (1..50) %}{{x}}.{% continue %}{% endfor %}').split('.')).toHaveLength(16);
  });

  test('cuts what it renders after 16 KB, never inside a character', () => {
    const text = render('{{ long }}!', { long: '語'.repeat(9_000) }, noon);
    expect(text).toBe('語'.repeat(5_461));
    expect(render('x'.repeat(20_000), {}, noon)).toHaveLength(16_384);
  });

  test.each(['render', 'include', 'layout', 'block', 'tablerow'])('refuses the tag %s', (tag) => {
    expect(templateFault(`{% ${tag} "/etc/passwd" %}`)).toContain(`"${tag}" not found`);
  });

  test.each(['{% if %}', '{% for x %}{% endfor %}', '{{ a | nosuch }}', '{{ a', '{{ a | sample }}', '{% if a %}'])(
    'finds the fault in %s',
    (template) => expect(templateFault(template)).toEqual(expect.any(String)),
  );

  test('sees own properties alone', () => {
    expect(show('{{ flow.constructor }}{{ flow.__proto__ }}{{ flow.variables.name.constructor }}')).toBe('');
    expect(show('{{ plain.hasOwnProperty }}{{ constructor }}{{ toString }}')).toBe('');
  });
});

describe('dates are Pacific time, and now is the moment of the event', () => {
  test.each([
    ['{{ "now" | date: "%Y-%m-%d %H:%M" }}', '2026-11-22 12:00'],
    ['{{ "today" | date: "%a %A %b %B %d %e %I" }}', 'Sun Sunday Nov November 22 22 12'],
    ['{{ "2026-05-01" | date: "%Y-%m-%d %H:%M" }}', '2026-05-01 00:00'],
    ['{{ "2026-03-08 09:30" | date: "%d %H:%M" }}', '08 09:30'],
    ['{{ "March 14, 2026" | date: "%Y-%m-%d" }}', '2026-03-14'],
    ['{{ "2026-05-01T03:00:00Z" | date: "%Y-%m-%d %H:%M" }}', '2026-04-30 20:00'],
    ['{{ "2026-05-01T03:00:00+02:00" | date: "%H:%M" }}', '18:00'],
    ['{{ 0 | date: "%Y-%m-%d %H:%M" }}', '1969-12-31 16:00'],
    ['{{ "tomorrow-ish" | date: "%Y" }}', 'tomorrow-ish'],
  ])('%s', (template, text) => expect(show(template)).toBe(text));
});

describe('a template that explodes ends within its limits', () => {
  const loops = (depth: number, body: string): string =>
    depth === 0 ? body : `{% for i in (1..15) %}${loops(depth - 1, body)}{% endfor %}`;

  test('by being cut', () => {
    const doubling = `{% assign x = "ab" %}${loops(1, '{% assign x = x | append: x %}')}{{ x }}`;
    expect(show(doubling)).toHaveLength(16_384);
    expect(show(loops(5, 'exploding'))).toHaveLength(16_384);
  });

  test.each([
    ['loops in loops', loops(6, '{% assign x = 1 %}')],
    ['a range', '{{ (1..99999999) }}'],
    ['a replacement', `{% assign x = "aaaaaaaaaaaaaaaa" %}${'{% assign x = x | replace: "a", x %}'.repeat(4)}`],
    ['a padded date', '{{ "now" | date: "%99999999d" }}'],
    ['its own length', `{{ x }}${' '.repeat(100_001)}`],
    ['nesting', loops(20_000, 'x').slice(0, 90_000)],
  ])('by a fault: %s', (_, template) => expect(() => show(template)).toThrow());
});
