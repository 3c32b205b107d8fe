import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ssml } from '../../lib/flow/ssml.ts';

test('SSML becomes elements', () => {
  expect(
    ssml('Your code is <say-as interpret-as="digits">123</say-as>,<break strength=\'weak\'/> thanks &amp; bye.'),
  ).toEqual([
    'Your code is ',
    { name: 'say-as', attributes: { 'interpret-as': 'digits' }, children: ['123'] },
    ',',
    { name: 'break', attributes: { strength: 'weak' }, children: [] },
    ' thanks & bye.',
  ]);
  expect(ssml('<prosody rate="slow">a<emphasis level="strong">b</emphasis>c</prosody>')).toEqual([
    {
      name: 'prosody',
      attributes: { rate: 'slow' },
      children: ['a', { name: 'emphasis', attributes: { level: 'strong' }, children: ['b'] }, 'c'],
    },
  ]);
});

test.each([
  'Fish & chips',
  '1 < 2 > 0',
  '<Hangup/>',
  '<dial>+1900</dial>',
  '<p>not closed',
  'never opened</p>',
  '<p><s>crossed</p></s>',
])('%s is text', (text) => expect(ssml(text)).toEqual([text]));

test('no text makes another element than those of SSML, or takes long', () => {
  const part = fc.constantFrom('<', '>', '/', '</', 'p', 'break', '<p>', '</p>', ' a="b"', '&amp;', '<Dial>', 'x');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part, { maxLength: 200 }).map((parts) => parts.join('')),
      ),
      (text) => {
        const begun = performance.now();
        expect(JSON.stringify(ssml(text))).not.toMatch(/"name":"(?!p"|break")/);
        expect(performance.now() - begun).toBeLessThan(500);
      },
    ),
  );
});
