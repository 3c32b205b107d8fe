import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import bank from '../../config/examples/taskrouter-bank.json' with { type: 'json' };
import { taskAttributes } from '../../lib/tasks/attributes.ts';
import { conditionOf, covers, type Need, needs } from '../../lib/tasks/conditions.ts';
import { evaluate } from '../../lib/tasks/expression/evaluate.ts';
import { parseExpression } from '../../lib/tasks/expression/parse.ts';
import { openTasks } from '../../lib/tasks/tasks.ts';
import { centreOf } from '../local/twilio/centre.ts';
import { openAccount } from './account.ts';

/** The bank of docs/routing.md, without callbacks, so that offers ring until somebody answers. */
async function openBank(available: string[]) {
  const account = await openAccount();
  const { workspace } = await account.apply(bank);
  const centre = await centreOf(account.client, workspace.sid);
  for (const sid of Object.values(workspace.workflows))
    await centre.workspace.workflows(sid).update({ assignmentCallbackUrl: '' });
  const workers = await centre.workspace.workers.list();
  const sidOf = (name: string) => workers.find(({ friendlyName }) => friendlyName === name)?.sid ?? '';
  const set = (name: string, activity: string) =>
    centre.workspace.workers(sidOf(name)).update({ activitySid: centre.activity(activity) });
  for (const name of available) await set(name, 'Available');
  return {
    ...centre,
    clock: account.standIn.clock,
    tasks: openTasks(account.taskRouter, workspace.sid),
    workflows: workspace.workflows,
    sidOf,
    set,
    /** A hand-off as deliver makes it. */
    ask(attributes: Record<string, unknown>, { workflow = 'Bank', known = '' } = {}) {
      const customer = { id: 'c1', attributes: {} };
      const thread = { channel: 'line', account: 'main', sender: 'U1' };
      const agent = { worker: { sid: sidOf(known), name: known }, why: 'last task' as const };
      return centre.workspace.tasks.create({
        workflowSid: workspace.workflows[workflow] ?? '',
        taskChannel: 'chat',
        attributes: taskAttributes({ id: 'e1', thread, attributes, customer }, known === '' ? undefined : agent),
      });
    },
  };
}

describe('the bank', () => {
  test('asks for the level of a skill first, then for the skill, then for anybody of the department', async () => {
    const { ask, holders, clock } = await openBank(['bruno']);
    const { sid } = await ask({ department: 'loans', language: 'de', skills: { mortgage: 4 } });
    expect(await holders(sid)).toEqual([]);
    clock.advance(60_000);
    expect(await holders(sid)).toEqual(['bruno']);
    const french = await ask({ department: 'loans', language: 'fr', skills: { mortgage: 4 } });
    clock.advance(60_000 + 120_000 - 1);
    expect(await holders(french.sid)).toEqual([]);
  });

  test('gives the task to the one who has the level, though others are free', async () => {
    const { ask, holders } = await openBank(['bruno', 'anna']);
    expect(await holders((await ask({ department: 'loans', language: 'de', skills: { mortgage: 4 } })).sid)).toEqual([
      'anna',
    ]);
    expect(await holders((await ask({ department: 'loans', language: 'en', skills: ['mortgage'] })).sid)).toEqual([
      'bruno',
    ]);
  });

  test('has VIPs go first, to whoever is senior', async () => {
    const { ask, holders, set, statusOf, workspace, sidOf } = await openBank([]);
    const ordinary = await ask({ language: 'fr' });
    const vip = await ask({ language: 'fr', vip: true });
    await workspace.workers(sidOf('chloe')).workerChannels('chat').update({ capacity: 1 });
    await set('chloe', 'Available');
    expect(await holders(vip.sid)).toEqual(['chloe']);
    expect(await statusOf(ordinary.sid)).toBe('pending');
    await set('anna', 'Available');
    expect(await holders((await ask({ language: 'fr', vip: true })).sid)).toEqual(['anna']);
  });

  test('offers a task to the agent who knows the customer, though others are better; and goes on at once where they are away', async () => {
    const { ask, holders, set } = await openBank(['bruno', 'chloe']);
    const attributes = { language: 'fr', skills: { fraud: 3 } };
    expect(await holders((await ask(attributes, { known: 'bruno' })).sid)).toEqual(['bruno']);
    await set('bruno', 'Break');
    expect(await holders((await ask(attributes, { known: 'bruno' })).sid)).toEqual(['chloe']);
  });

  test('goes on to others where the agent who knows the customer declines', async () => {
    const { ask, holders, answer, tasks, sidOf, clock } = await openBank(['bruno', 'chloe']);
    const { sid } = await ask({ language: 'en' }, { known: 'bruno' });
    await tasks.exclude(sid, sidOf('bruno'));
    await answer(sid, 'rejected');
    expect(await holders(sid)).toEqual([]);
    clock.advance(20_000);
    expect(await holders(sid)).toEqual(['chloe']);
  });

  test('gives the night to the night team', async () => {
    const { ask, holders } = await openBank(['anna', 'bruno', 'chloe', 'dario']);
    const { sid } = await ask({ language: 'fr' }, { workflow: 'Night' });
    expect(await holders(sid)).toEqual(['dario']);
  });

  test('knows how many wait, and nobody has more than they can take', async () => {
    const { ask, tasks, workflows, statusOf } = await openBank(['anna']);
    const asked = [];
    for (let count = 0; count < 5; count += 1) asked.push(await ask({ department: 'loans', language: 'de' }));
    expect(await tasks.waiting(workflows.Bank ?? '')).toBe(3);
    expect(await Promise.all(asked.map(({ sid }) => statusOf(sid)))).toEqual([
      'reserved',
      'reserved',
      'pending',
      'pending',
      'pending',
    ]);
  });
});

describe('escalation', () => {
  const skills = ['mortgage', 'fraud', 'cards'];
  const levels = fc.dictionary(fc.constantFrom(...skills), fc.integer({ min: 1, max: 5 }));
  const language = fc.constantFrom('de', 'en', 'fr');
  const worker = fc
    .record({ levels, languages: fc.subarray(['de', 'en', 'fr']), departments: fc.subarray(['loans', 'cards']) })
    .map(({ levels: own, ...rest }) => ({ sid: 'WK1', ...rest, routing: { skills: Object.keys(own), levels: own } }));
  const task = fc.record({
    language,
    levels,
    department: fc.constantFrom('loans', 'cards', null),
    rejected_workers: fc.subarray(['WK1']),
  });
  const fits = (wanted: readonly Need[], scope: object): boolean => {
    const condition = conditionOf({ needs: wanted }, skills);
    return condition === undefined || evaluate(parseExpression(condition), scope, () => {});
  };

  test('only ever widens: who covers the needs of one step covers those of the next', () => {
    const set = fc.subarray([...needs]);
    fc.assert(
      fc.property(set, set, worker, task, (before, after, who, what) => {
        const scope = { task: what, worker: who };
        if (covers(before, after) && fits(before, scope)) expect(fits(after, scope)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('asks for exactly the levels that the task asks for', () => {
    fc.assert(
      fc.property(worker, task, (who, what) => {
        const has = (least: (level: number) => number) =>
          Object.entries(what.levels).every(([skill, level]) => (who.routing.levels[skill] ?? 0) >= least(level));
        expect(fits(['skills'], { task: what, worker: who })).toBe(has((level) => level));
        expect(fits(['skills at any level'], { task: what, worker: who })).toBe(has(() => 1));
      }),
    );
  });
});
