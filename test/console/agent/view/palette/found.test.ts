import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entry, found, stepFrom } from '../../../../../console/agent/view/palette/found.ts';

const entry = (title: string, detail?: string): Entry => ({ id: title, title, run() {}, ...(detail && { detail }) });
const tasks = [entry('Grace Okafor', 'When will it be here?'), entry('Bernd')];
const commands = [entry('Accept the offer'), entry('Next task'), entry('Park')];
const groups = [
  { name: 'tasks', title: 'Open tasks', entries: tasks },
  { name: 'commands', title: 'Commands', entries: commands },
  { name: 'none', title: 'Nothing', entries: [] },
];
const titles = (typed: string) =>
  found(groups, typed).map(({ name, entries }) => [name, ...entries.map(({ title }) => title)]);

test('before anything is typed all is there, but no group without anything in it', () => {
  expect(titles(' ').flat()).toEqual([
    'tasks',
    'Grace Okafor',
    'Bernd',
    'commands',
    'Accept the offer',
    'Next task',
    'Park',
  ]);
});

test('what fits best comes first, in its group, and what does not fit is not there', () => {
  expect(titles('pa')).toEqual([['commands', 'Park']]);
  expect(titles('ac')).toEqual([
    ['tasks', 'Grace Okafor'],
    ['commands', 'Accept the offer'],
  ]);
  expect(titles('here')).toEqual([['tasks', 'Grace Okafor']]);
});

test('a group shows eight at most', () => {
  const many = Array.from({ length: 30 }, (_, index) => entry(`Reply ${index}`));
  expect(found([{ name: 'canned', title: '', entries: many }], 'reply')[0]?.entries).toHaveLength(8);
});

test('the arrows go through all groups and around the ends, and back again to where they were', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -1, max: 1 }), (index, step) => {
      const ids = groups.flatMap(({ entries }) => entries.map(({ id }) => id));
      const there = stepFrom(groups, ids[index], step);
      expect(there).toBe(ids.at((index + step) % ids.length));
      expect(stepFrom(groups, there, -step)).toBe(ids[index]);
    }),
  );
});

test('from what is not there any more the arrows go to the first, and nowhere where there is nothing', () => {
  expect(stepFrom(groups, 'gone', 1)).toBe('Grace Okafor');
  expect(stepFrom(groups, undefined, -1)).toBe('Grace Okafor');
  expect(stepFrom([], 'gone', 1)).toBeUndefined();
});
