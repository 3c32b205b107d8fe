import { describe, expect, test } from 'vitest';
import bank from '../config/examples/taskrouter-bank.json' with { type: 'json' };
import { openRouting } from '../lib/routing.ts';
import { readTaskRules, workflowNow } from '../lib/tasks/task-rules.ts';

const routing = openRouting(bank, { WW1: 'Bank' });
const rules = readTaskRules(bank);
const monday = Date.parse('2026-11-23T10:00Z');
const saturday = Date.parse('2026-11-28T10:00Z');
const admit = (at: number, department: unknown = undefined, workflow = 'WW1') =>
  routing.admit({ workflow, department, at });

describe('a hand-off', () => {
  test('within the hours goes where the flow sends it', () => {
    expect(admit(monday)).toEqual({ workflow: 'WW1', later: 0 });
    expect(admit(monday, 'loans')).toEqual({ workflow: 'WW1', later: 0 });
  });

  test('outside the hours of its workflow goes to the other workflow', () => {
    expect(admit(saturday)).toEqual({ workflow: 'Night', later: 0 });
    expect(admit(saturday, 'cards', 'Bank')).toEqual({ workflow: 'Night', later: 0 });
  });

  test('outside the hours of its department waits for the opening, and says until when in every language', () => {
    const admission = admit(saturday, 'loans');
    expect(admission).toMatchObject({ workflow: 'WW1', later: (Date.parse('2026-11-30T07:00Z') - saturday) / 1_000 });
    expect(admission.say?.en).toMatch(/^Our advisers are back on Monday.* 30.*08:00/);
    expect(admission.say?.de).toContain('Montag, 30. November um 08:00');
    expect(admission.say?.fr).toContain('lundi 30 novembre');
  });

  test('of a workflow without hours is always taken', () => {
    expect(admit(saturday, undefined, 'Overflow')).toEqual({ workflow: 'Overflow', later: 0 });
    expect(admit(saturday, undefined, 'unheard of')).toEqual({ workflow: 'unheard of', later: 0 });
  });

  test('is refused with the time of opening where nothing else is said, or the other workflow is closed too', () => {
    const [main, night] = bank.workflows;
    const strict = openRouting({ ...bank, workflows: [{ ...main, closed: undefined }] }, {});
    const both = openRouting({ ...bank, workflows: [main, { ...night, hours: 'branch' }] }, {});
    for (const closed of [strict, both]) {
      expect(closed.admit({ workflow: 'Bank', department: undefined, at: saturday })).toEqual({
        workflow: 'Bank',
        later: 0,
        refused: 'Closed until 2026-11-30T07:00:00.000Z.',
      });
    }
  });
});

describe('a workflow with an overflow', () => {
  const sids = { Bank: 'WWb', Overflow: 'WWo' };
  const now = (count: () => Promise<number>) => workflowNow('Bank', rules, { sids, waiting: count });

  test('takes tasks until more than its number wait', async () => {
    expect(await now(async () => 20)).toBe('WWb');
    expect(await now(async () => 21)).toBe('WWo');
  });

  test('takes them where nobody can say how many wait', async () => {
    expect(await now(() => Promise.reject(new Error('busy')))).toBe('WWb');
  });

  test('is the only one that is counted', async () => {
    const waiting = () => Promise.reject(new Error('is not to be asked'));
    expect(await workflowNow('Night', rules, { sids: { Night: 'WWn' }, waiting })).toBe('WWn');
  });
});
