import { expect, test } from 'vitest';
import { sorted } from '../../../../../console/agent/view/desk/order.ts';

const rows = [
  { name: 'Billing', level: 0.9 },
  { name: 'Everyone', level: undefined },
  { name: 'Front desk', level: 0.4 },
  { name: 'Night', level: 0.9 },
];
const namesOf = (list: readonly { name: string }[]) => list.map(({ name }) => name);

test('equals keep their order, and what has no figure is last, whichever way', () => {
  const of = ({ level }: { level: number | undefined }) => level;
  expect(namesOf(sorted(rows, of, false))).toEqual(['Front desk', 'Billing', 'Night', 'Everyone']);
  expect(namesOf(sorted(rows, of, true))).toEqual(['Billing', 'Night', 'Front desk', 'Everyone']);
});

test('numbers in names count as numbers', () => {
  const queues = ['Queue 10', 'Queue 9'].map((name) => ({ name }));
  expect(namesOf(sorted(queues, ({ name }) => name, false))).toEqual(['Queue 9', 'Queue 10']);
});
