import { expect, test } from 'vitest';
import committed from '../../config/console.json' with { type: 'json' };
import { keep } from '../../lib/console/kept.ts';
import { readConsoleSettings } from '../../lib/console/settings.ts';

test('the committed configuration fits, and speaks five languages', () => {
  const { dispositions, canned, waiting } = readConsoleSettings(committed);
  expect([dispositions.length, canned.length, waiting]).toEqual([5, 6, { amber: 60, red: 180 }]);
  for (const { texts } of canned) expect(Object.keys(texts)).toEqual(['en', 'de', 'es', 'ja', 'zh']);
});

test('its accent can be read on white, as WCAG AA asks', () => {
  const { accent } = readConsoleSettings(committed);
  const [red = 0, green = 0, blue = 0] = (accent.match(/[\da-f]{2}/g) ?? []).map((part) => {
    const share = Number.parseInt(part, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  expect(1.05 / (luminance + 0.05)).toBeGreaterThanOrEqual(4.5);
});

test.each([
  [{ title: 4 }, 'title: '],
  [{ waiting: { amber: 60, red: 30 } }, 'waiting.red: comes after amber'],
  [
    { dispositions: [committed.dispositions[0], committed.dispositions[0]] },
    'dispositions.1.name: "solved" is there twice',
  ],
  [{ canned: [{ name: 'a', title: 'A', texts: { de: 'Ja' } }] }, 'canned.0.texts.en: '],
  [{ colour: 'red' }, 'colour'],
])('%j is refused with its path', (change, fault) => {
  expect(() => readConsoleSettings({ ...committed, ...change })).toThrow(fault);
});

test('what is read is kept for its time, and what is not there is looked for again', async () => {
  let now = 0;
  const asked: string[] = [];
  const find = keep(
    async (there: Set<string>, name) => {
      asked.push(name);
      return there.has(name) ? name : undefined;
    },
    100,
    () => now,
  );
  const there = new Set(['ana']);
  for (now of [0, 99, 100]) expect(await find(there, 'ana')).toBe('ana');
  expect(asked).toEqual(['ana', 'ana']);
  expect(await find(there, 'zoe')).toBeUndefined();
  expect(await find(there.add('zoe'), 'zoe')).toBe('zoe');
});
