import { expect, test } from 'vitest';
import { type Changes, staffedWith } from '../../../cli/simulation/staffing.ts';
import json from '../../../config/examples/taskrouter-bank.json' with { type: 'json' };
import { readTaskRouterConfig } from '../../../lib/tasks/config.ts';

const bank = readTaskRouterConfig(json);
const nothing: Changes = { workers: [], without: [], skills: [] };
const namesIn = (changes: Partial<Changes>) =>
  staffedWith(bank, { ...nothing, ...changes }).workers.map(({ name }) => name);

test('more workers are like those there are in turn, or like the one that is named', () => {
  expect(namesIn({ workers: ['+2'] })).toEqual(['anna', 'bruno', 'chloe', 'dario', 'anna 2', 'bruno 2']);
  expect(namesIn({ workers: ['+2:chloe'] })).toEqual(['anna', 'bruno', 'chloe', 'dario', 'chloe 2', 'chloe 3']);
  const [, , , , more] = staffedWith(bank, { ...nothing, workers: ['+1:chloe'] }).workers;
  expect(more).toEqual({ ...bank.workers[2], name: 'chloe 2' });
});

test('who is not there is not the model of others either', () => {
  expect(namesIn({ without: ['anna', 'chloe'], workers: ['+1'] })).toEqual(['bruno', 'dario', 'bruno 2']);
});

test('a skill is learnt at a level, and forgotten at 0', () => {
  const skillsOf = (change: string) =>
    staffedWith(bank, { ...nothing, skills: [change] }).workers.find(({ name }) => name === 'anna')?.skills;
  expect(skillsOf('fraud=3:anna')).toEqual({ mortgage: 5, fraud: 3 });
  expect(skillsOf('mortgage=0:anna')).toEqual({});
});

test.each([
  [{ without: ['zoe'] }, 'there is no worker "zoe"'],
  [{ skills: ['flying=3:anna'] }, 'there is no skill "flying"'],
  [{ skills: ['mortgage'] }, 'does not say who learns what'],
  [{ workers: ['2'] }, 'does not say how many more'],
  [{ without: ['anna', 'bruno', 'chloe', 'dario'], workers: ['+1'] }, 'nobody whom more workers could be like'],
])('%j is refused in a sentence', (changes, sentence) => {
  expect(() => staffedWith(bank, { ...nothing, ...changes })).toThrow(sentence);
});
