import { expect, test } from 'vitest';
import { de } from '../../../console/widget/texts/de.ts';
import { en } from '../../../console/widget/texts/en.ts';
import { es } from '../../../console/widget/texts/es.ts';
import { ja } from '../../../console/widget/texts/ja.ts';
import { zh } from '../../../console/widget/texts/zh.ts';
import { fill, textsOf } from '../../../console/widget/texts.ts';

const gapsOf = (texts: object) =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, [...`${text}`.matchAll(/\{\w+\}/g)].map(([gap]) => gap).sort()]),
  );

test.each(Object.entries({ de, es, ja, zh }))(
  '%s says everything that English says, with the same gaps',
  (_, texts) => {
    expect(gapsOf(texts)).toEqual(gapsOf(en));
    expect(Object.values(texts).filter((text) => text.trim() === '')).toEqual([]);
  },
);

test('a page gets the words of its language, whatever country follows, and English where we have none', () => {
  expect(textsOf('de-CH', null)).toEqual({ texts: de, language: 'de-CH' });
  expect(textsOf('ZH-tw', null).texts).toEqual(zh);
  expect(textsOf('ar', null)).toEqual({ texts: en, language: 'en' });
});

test('a page overrides what it likes, and what is no JSON of texts overrides nothing', () => {
  expect(textsOf('de', '{"title":"Harbour Lane"}').texts).toEqual({ ...de, title: 'Harbour Lane' });
  expect(textsOf('ar', '{"title":"مرحبا"}').language).toBe('ar');
  for (const broken of ['{', '[1]', '{"title":1}', 'null']) expect(textsOf('de', broken).texts).toEqual(de);
});

test('gaps are filled, and a gap that nobody knows stays', () => {
  expect(fill('{name} of {other}', { name: 'Ada' })).toBe('Ada of {other}');
});
