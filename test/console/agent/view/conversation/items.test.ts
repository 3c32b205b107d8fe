import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entriesOf } from '../../../../../console/agent/view/conversation/transcript/entries.ts';
import { itemsOf } from '../../../../../console/agent/view/conversation/transcript/items.ts';
import type { LineView } from '../../../../../lib/console/protocol/conversation.ts';
import { byAna, byFlow, email, event, lineOf, noon, note, whatsapp } from './lines.ts';

const later = noon + 7 * 86_400_000;
const none: ReadonlySet<string> = new Set();

function itemsOfLines(lines: LineView[], openedAt = later, toggled = none) {
  return itemsOf(entriesOf(lines, [], 'ana'), openedAt, toggled);
}

/** The items in a few letters: where it is a label, what it tells. */
const told = (lines: LineView[], openedAt = later, toggled = none) =>
  itemsOfLines(lines, openedAt, toggled).map((item) => {
    if (item.type === 'label') return [item.newDay ? 'day' : '', item.thread ?? ''].filter(Boolean).join(' ');
    if (item.type === 'fold') return `${item.open ? 'open' : 'folded'} ${item.messages} of ${item.count}`;
    return item.entry.by;
  });

/** A bot that asks twice, each time answered. */
const withBot = () => [lineOf(), byFlow(), lineOf(), byFlow()];

describe('a label', () => {
  test('stands at the first line with its day and its channel', () => {
    expect(told([lineOf()])).toEqual([`day ${whatsapp}`, 'customer']);
  });

  test('stands where the channel changes, not where somebody notes something between', () => {
    expect(told([lineOf(), note({ thread: email }), lineOf(), lineOf({ thread: email })])).toEqual([
      `day ${whatsapp}`,
      'customer',
      'ben',
      'customer',
      email,
      'customer',
    ]);
  });

  test('stands where the day changes', () => {
    const midnight = new Date(2026, 10, 24).getTime();
    const lines = [lineOf({ at: midnight - 1 }), lineOf({ at: midnight })];
    expect(told(lines)).toEqual([`day ${whatsapp}`, 'customer', 'day', 'customer']);
  });
});

describe('what one says in a row', () => {
  const edges = (lines: LineView[]) =>
    itemsOfLines(lines).flatMap((item) =>
      item.type === 'entry' ? [`${item.first ? '(' : ''}${item.last ? ')' : ''}`] : [],
    );

  test('is grouped', () => expect(edges([lineOf(), lineOf(), lineOf(), byAna()])).toEqual(['(', '', ')', '()']));

  test.each([
    ['another one', [byAna(), byAna({ by: 'ben' })]],
    ['another channel', [byAna(), byAna({ thread: email })]],
    ['a pause of five minutes', [byAna({ at: noon }), byAna({ at: noon + 300_000 })]],
  ])('begins anew with %s', (_, lines) => expect(edges(lines)).toEqual(['()', '()']));
});

describe('what an assistant led', () => {
  test('is folded once an agent has answered, with the customer’s part in it', () => {
    expect(told([...withBot(), byAna()])).toEqual([`day ${whatsapp}`, 'folded 4 of 4', 'ana']);
  });

  test('is open while nobody has, and folds nothing away that was open when the agent answers', () => {
    const lines = [...withBot(), byAna()];
    const openedAt = (lines[4]?.at ?? 0) - 1;
    expect(told(lines, openedAt)).toEqual([
      `day ${whatsapp}`,
      'open 4 of 4',
      'customer',
      'flow',
      'customer',
      'flow',
      'ana',
    ]);
  });

  test('leaves out what the customer said to us', () => {
    expect(told([...withBot(), lineOf(), byAna(), lineOf()])).toEqual([
      `day ${whatsapp}`,
      'folded 4 of 4',
      'customer',
      'ana',
      'customer',
    ]);
  });

  test('ends before who took it, and counts no events as messages', () => {
    const [first, second, ...rest] = withBot();
    const lines = [first, event(), second, ...rest, event()].flatMap((line) => line ?? []);
    expect(told([...lines, byAna()])).toEqual([`day ${whatsapp}`, 'folded 4 of 5', 'system', 'ana']);
  });

  test('stays as it is where it is short, and notes are never hidden', () => {
    expect(told([lineOf(), byFlow(), byAna()])).toEqual([`day ${whatsapp}`, 'customer', 'flow', 'ana']);
    expect(told([...withBot(), note(), ...withBot(), byAna()])).toEqual([
      `day ${whatsapp}`,
      'folded 4 of 4',
      'ben',
      'folded 4 of 4',
      'ana',
    ]);
  });

  test('can be unfolded, also when earlier lines are read since', () => {
    const lines = [...withBot(), byAna()];
    const fold = itemsOfLines(lines).find(({ type }) => type === 'fold');
    const toggled = new Set([fold?.key ?? '']);
    expect(told([...withBot(), ...lines], later, toggled)[1]).toBe('open 8 of 8');
  });

  test('in events alone is folded as such', () => {
    expect(told([event(), event(), event(), event(), byAna()])[1]).toBe('folded 0 of 4');
  });
});

test('whatever was said and unfolded: all of it is there in its order, and no two items have one key', () => {
  const lines = fc
    .array(fc.constantFrom(lineOf, byFlow, byAna, event, note), { maxLength: 30 })
    .map((makers) => makers.map((make) => make(makers.length % 3 === 0 ? { thread: email } : {})));
  fc.assert(
    fc.property(lines, fc.boolean(), (said, unfold) => {
      const folds = itemsOfLines(said).flatMap((item) => (item.type === 'fold' && !item.open ? [item.key] : []));
      const items = itemsOfLines(said, later, unfold ? new Set(folds) : none);
      const hidden = items.reduce((sum, item) => (item.type === 'fold' && !item.open ? sum + item.count : sum), 0);
      const shown = items.flatMap((item) => (item.type === 'entry' ? [item.entry.at] : []));
      expect(shown.length + hidden).toBe(said.length);
      expect(shown).toEqual(shown.toSorted((one, other) => one - other));
      expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
      if (unfold) expect(hidden).toBe(0);
    }),
  );
});
