import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { htmlToText } from '../../../lib/channels/email/html.ts';

describe('a page is told in text', () => {
  test.each([
    [
      'paragraphs and lines',
      '<p>One<br>two</p><p>three</p><div>four</div><div>five</div>',
      'One\ntwo\n\nthree\n\nfour\nfive',
    ],
    ['white space', ' <p>\n  One \t two\n three</p>\n\n', 'One two three'],
    ['what is written as it is', '<pre>a\n  b</pre>', 'a\n  b'],
    ['lists', '<ul><li>One</li><li>Two</li></ul>', '- One\n- Two'],
    ['tables', '<table><tr><td>One</td><td>1</td></tr><tr><td>Two</td><td>2</td></tr></table>', 'One 1\nTwo 2'],
    [
      'quotes',
      '<p>Yes.</p><blockquote>Really?<blockquote>No.</blockquote></blockquote>',
      'Yes.\n\n> Really?\n>\n> > No.',
    ],
    ['a rule', 'a<hr>b', 'a\n---\nb'],
    ['links', '<a href="https://x.example/?a=1&amp;b=2">here</a>.', 'here (https://x.example/?a=1&b=2).'],
    ['links that say where they lead', '<a href="https://x.example/">x.example</a>', 'x.example'],
    ['addresses', '<a href="mailto:ada@example.com?subject=x">Ada</a>', 'Ada (ada@example.com)'],
    ['a link around a picture', '<a href="https://x.example"><img src="a.png" alt="logo"></a>a', 'a'],
    [
      'character references',
      '&lt;b&gt; &auml;&Auml;&szlig;&euro;&nbsp;&#8364;&#x20AC;&#150;&amp;amp; &unknown; &',
      '<b> äÄß€ €€–&amp; &unknown; &',
    ],
    ['references that are no characters', 'a&#0;&#xD800;&#x110000;&#9999999;b', 'a b'],
    ['upper case', '<P>One<BR>two</P>', 'One\ntwo'],
  ])('%s', (_, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });
});

describe('nothing is told of', () => {
  test.each([
    ['scripts', '<script>if (a < b && "</p>") alert("x")</script >yes'],
    ['styles', '<style>p > a { content: "<b>" }</style>yes'],
    ['the head', '<head><title>no</title><meta name="x" content="no"></head><body>yes'],
    ['comments', '<!-- no --><!--[if mso]><p>no</p><![endif]-->yes<!-- no'],
    ['declarations', '<!DOCTYPE html><?xml version="1.0"?>yes'],
    ['what tags carry', '<p title="no > no" onclick=\'no("no")\'>yes</p>'],
    ['a script that does not end', 'yes<script>no'],
    ['a tag that does not end', 'yes<p class="no'],
    ['drawings and forms', '<svg><text>no</text></svg><textarea>no</textarea>yes'],
  ])('%s', (_, html) => {
    expect(htmlToText(html)).toBe('yes');
  });

  test('links that lead to no page', () => {
    const hrefs = [
      'javascript:alert(1)',
      ' java\nscript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '//x.example',
      '#top',
    ];
    for (const href of hrefs) expect(htmlToText(`<a href="${href}">here</a>`)).toBe('here');
  });
});

test('any text comes back from a page that escapes it', () => {
  const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  const words = fc.stringMatching(/^[^\s\p{Cc}\ud800-\udfff]{1,20}$/u);
  fc.assert(
    fc.property(fc.array(words, { minLength: 1 }), (said) => {
      expect(htmlToText(`<div>${escaped(said.join(' '))}</div>`)).toBe(said.join(' '));
    }),
  );
});

test('reads pages of any kind, and those made to be slow in their stride', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '<!--',
    '-->',
    '<p',
    '<a href=',
    '</',
    '<script>',
    '&',
    '&#',
    'a',
    ' ',
    '<blockquote>',
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(htmlToText(pieces.join(''))).not.toMatch(/<!--|<script/);
    }),
    { numRuns: 2000 },
  );
  const begun = performance.now();
  for (const slow of [
    '<',
    '<a "',
    "<a '",
    '<!--',
    '<a href="',
    '&#',
    '<script',
    '<blockquote>',
    '<p><p>',
    '<blockquote>a',
    '<a "\'',
    '</script',
    '<![',
    '<a href=x ',
  ])
    htmlToText(slow.repeat(300_000 / slow.length));
  expect(performance.now() - begun).toBeLessThan(3_000);
});
