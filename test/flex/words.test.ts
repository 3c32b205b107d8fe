import { expect, test } from 'vitest';
import type { Line } from '../../lib/conversation/state.ts';
import { messagesFor, openingOf } from '../../lib/flex/words.ts';

const line = (text: string, more: Partial<Line> = {}): Line => ({
  sk: 'MESSAGE#0000001',
  at: 0,
  direction: 'in',
  by: 'customer',
  content: { type: 'text', text },
  status: 'delivered',
  ...more,
});
const contentOf = ({ content }: Line) => content;

test('the beginning tells who said what, without what nobody heard', () => {
  const lines = [
    line('hi'),
    line('Hello', { direction: 'out', by: 'flow' }),
    line('among us', { direction: 'aside', by: 'system' }),
    line('lost', { direction: 'out', by: 'flow', status: 'failed' }),
    line('ana here', { direction: 'out', by: 'ana' }),
  ];
  expect(openingOf(lines, contentOf)).toBe('What was said so far:\nCustomer: hi\nBot: Hello\nana: ana here');
  expect(openingOf([], contentOf)).toBe('');
});

test('the beginning fits into one message: what is oldest is left out, and what is too long cut', () => {
  const many = openingOf(
    Array.from({ length: 50 }, (_, index) => line(`${index} `.padEnd(100, 'x'))),
    contentOf,
  );
  expect(many.length).toBeLessThanOrEqual(1_600);
  expect(many).toContain('\n…\nCustomer: ');
  expect(many).toContain('Customer: 49 ');
  expect(many).not.toContain('Customer: 1 ');
  const long = openingOf([line('a'), line('y'.repeat(5_000))], contentOf);
  expect(long.length).toBeLessThanOrEqual(1_600);
  expect(long).toMatch(/^What was said so far:\n…\nCustomer: y+…$/);
});

test('what did not reach the customer is told with its reason and what can be done', () => {
  const failed = (reason: string, remedy?: string) =>
    messagesFor(line('Hello', { direction: 'out', by: 'ana', status: 'failed', reason, ...(remedy && { remedy }) }), {
      type: 'text',
      text: 'Hello',
    });
  expect(failed('Not sent: this task is not yours any more.')).toEqual([
    'Not delivered (“Hello”): this task is not yours any more.',
  ]);
  expect(failed('21610: they have opted out', 'Write by e-mail.')).toEqual([
    'Not delivered (“Hello”): 21610: they have opted out. Write by e-mail.',
  ]);
});

test('a file that is kept out is told with the reason', () => {
  const content = { type: 'media', url: '', mediaType: 'text/html', withheld: 'The file is kept out: HTML.' } as const;
  expect(messagesFor(line('', { content }), content)).toEqual(['The file is kept out: HTML.']);
});
