import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entriesOf } from '../../../../../console/agent/view/conversation/transcript/entries.ts';
import type { LineView } from '../../../../../lib/console/protocol/conversation.ts';
import { byAna, byFlow, email, event, lineOf, note, sendingOf, text } from './lines.ts';

const entry = (line: LineView) => entriesOf([line], [], 'ana')[0];

describe('a line stands', () => {
  test.each([
    ['at the left, of the customer', lineOf(), 'them'],
    ['at the right, of an agent', byAna(), 'us'],
    ['at the right, of us elsewhere', byAna({ by: 'elsewhere' }), 'us'],
    ['in the middle, of a flow', byFlow(), 'middle'],
    ['in the middle, of the system', event(), 'middle'],
    ['on its own ground, of a colleague among ourselves', note(), 'aside'],
  ])('%s', (_, line, side) => expect(entry(line)?.side).toBe(side));
});

describe('the mark of a message', () => {
  test.each([
    ['queued', 'waiting'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
  ] as const)('that is %s says so', (status, state) => expect(entry(byAna({ status }))?.mark?.state).toBe(state));

  test('that failed has the reason and the remedy', () => {
    const failed = { status: 'failed', reason: 'No.', remedy: 'Write an e-mail.' } as const;
    expect(entry(byAna(failed))?.mark).toEqual({ state: 'failed', reason: 'No.', remedy: 'Write an e-mail.' });
  });

  test('is there for what a flow said only where it failed', () => {
    expect(entry(byFlow())?.mark).toBeUndefined();
    expect(entry(byFlow({ status: 'failed' }))?.mark?.state).toBe('failed');
  });

  test('is not there for the customer and for notes', () => {
    expect([entry(lineOf())?.mark, entry(note())?.mark]).toEqual([undefined, undefined]);
  });
});

describe('what is on its way', () => {
  test('comes last, and keeps its key when the server has it', () => {
    const sending = sendingOf({ id: 'one' });
    const [, before] = entriesOf([lineOf()], [sending], 'ana');
    const [, after, more] = entriesOf([lineOf(), byAna({ sentAs: 'one' })], [sending], 'ana');
    expect(before).toMatchObject({ key: 'one', side: 'us', by: 'ana', mark: { state: 'waiting' } });
    expect(after?.key).toBe('one');
    expect(more).toBeUndefined();
  });

  test('shows how far a file is up', () => {
    expect(entriesOf([], [sendingOf({ uploaded: 0.4 })], 'ana')[0]?.mark?.uploaded).toBe(0.4);
  });

  test('can be sent again and thrown away once it is refused', () => {
    const refused = sendingOf({ refused: 'It is Ben’s.' });
    expect(entriesOf([], [refused], 'ana')[0]).toMatchObject({
      mark: { state: 'failed', reason: 'It is Ben’s.' },
      again: refused,
      discard: refused.id,
    });
  });
});

describe('a message that failed', () => {
  const failed = byAna({ content: text('the invoice'), status: 'failed' });

  test('can be sent again', () => expect(entry(failed)?.again).toBe(failed));

  test('is not offered again once it is said again, on its way or failed as well', () => {
    const again = sendingOf({ content: text('the invoice') });
    const second = byAna({ content: text('the invoice'), status: 'failed' });
    expect(entriesOf([failed], [again], 'ana')[0]?.again).toBeUndefined();
    expect(entriesOf([failed, second], [], 'ana').map(({ again: one }) => one)).toEqual([undefined, second]);
  });

  test('is offered again where the same was said before, to somebody else, or by the customer', () => {
    const lines = [
      byAna({ content: text('the invoice') }),
      failed,
      byAna({ content: text('the invoice'), thread: email }),
      lineOf({ content: text('the invoice') }),
    ];
    expect(entriesOf(lines, [], 'ana')[1]?.again).toBe(failed);
  });

  test('is known again as a file though its address is another at every reading', () => {
    const file = (url: string) => ({ type: 'media', url, mediaType: 'application/pdf', name: 'invoice.pdf' }) as const;
    const lost = byAna({ content: file('https://files.example/1?signature=a'), status: 'failed' });
    const again = byAna({ content: file('https://files.example/2?signature=b') });
    expect(entriesOf([lost, again], [], 'ana')[0]?.again).toBeUndefined();
  });
});

describe('a reaction', () => {
  const message = byAna({ providerId: 'p1' });
  const on = (emoji: string, rest: Partial<LineView> = {}) =>
    lineOf({ content: { type: 'reaction', messageId: 'p1', emoji }, ...rest });

  test('sits on its message, the newest of each side', () => {
    const lines = [message, on('👍'), on('❤️'), on('🙏', { direction: 'out', by: 'ana' })];
    expect(entriesOf(lines, [], 'ana').map(({ reactions }) => reactions)).toEqual([['❤️', '🙏']]);
  });

  test('is gone when it is taken back', () => {
    expect(entriesOf([message, on('👍'), on('')], [], 'ana').map(({ reactions }) => reactions)).toEqual([[]]);
  });

  test('stands alone where its message is on another thread, or not read', () => {
    const [first, second] = entriesOf([message, on('👍', { thread: email })], [], 'ana');
    expect(first?.reactions).toEqual([]);
    expect(second?.content).toEqual({ type: 'reaction', messageId: 'p1', emoji: '👍' });
  });
});

describe('of choices', () => {
  const options = [
    { id: 'a', text: 'English' },
    { id: 'b', text: 'Deutsch' },
  ];
  const asked = () => byFlow({ content: { type: 'choices', text: 'Which?', options } });
  const takenAfter = (...lines: LineView[]) => entriesOf([asked(), ...lines], [], 'ana')[0]?.taken;

  test.each([
    ['its words', 'Deutsch', 'b'],
    ['its words, written otherwise', ' deutsch ', 'b'],
    ['its number', '1.', 'a'],
    ['something else', 'neither', undefined],
    ['a number that there is not', '7', undefined],
    ['the number of none', '0', undefined],
  ])('the taken one is known by %s', (_, said, id) => expect(takenAfter(lineOf({ content: text(said) }))).toBe(id));

  test('the first answer counts, and a question on another thread is another one', () => {
    expect(takenAfter(lineOf({ content: text('English') }), lineOf({ content: text('Deutsch') }))).toBe('a');
    expect(takenAfter(lineOf({ content: text('English'), thread: email }))).toBeUndefined();
  });

  test('the answer goes to the newest question', () => {
    const entries = entriesOf([asked(), asked(), lineOf({ content: text('English') })], [], 'ana');
    expect(entries.map(({ taken }) => taken)).toEqual([undefined, 'a', undefined]);
  });
});

test('whatever the lines are, no two entries have one key', () => {
  const anyLine = fc.record({ sk: fc.constantFrom('1', '2', '3'), sentAs: fc.constantFrom('1', '2', undefined) });
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 8 }), (parts) => {
      const lines = parts.map(({ sk, sentAs }) => lineOf({ sk, ...(sentAs !== undefined && { sentAs }) }));
      const keys = entriesOf(lines, [sendingOf({ id: '2' }), sendingOf({ id: '3' })], 'ana').map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});
