import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import bank from '../../config/examples/taskrouter-bank.json' with { type: 'json' };
import { taskAttributes } from '../../lib/tasks/attributes.ts';
import { openTasks } from '../../lib/tasks/tasks.ts';
import { readFacts } from '../../lib/tasks/why/read.ts';
import { whyOf } from '../../lib/tasks/why.ts';
import { centreOf } from '../local/twilio/centre.ts';
import { openAccount } from './account.ts';

/** The bank of docs/routing.md, and what is told of tasks there. */
async function openBank(available: string[], strict = false, config: unknown = bank) {
  const account = await openAccount({ strict });
  const { workspace } = await account.apply(config);
  const centre = await centreOf(account.client, workspace.sid);
  for (const sid of Object.values(workspace.workflows))
    await centre.workspace.workflows(sid).update({ assignmentCallbackUrl: '' });
  const workers = await centre.workspace.workers.list();
  const sidOf = (name: string) => workers.find(({ friendlyName }) => friendlyName === name)?.sid ?? '';
  const set = (name: string, activity: string) =>
    centre.workspace.workers(sidOf(name)).update({ activitySid: centre.activity(activity) });
  for (const name of available) await set(name, 'Available');
  const { clock } = account.standIn;
  return {
    ...centre,
    close: () => account.standIn.close(),
    clock,
    set,
    sidOf,
    tasks: openTasks(account.taskRouter, workspace.sid),
    async ask(attributes: Record<string, unknown>, known = ''): Promise<string> {
      const asked = {
        id: 'e1',
        thread: { channel: 'line', account: 'main', sender: 'U1' },
        attributes,
        customer: { id: 'c1', attributes: {} },
      };
      const agent = known === '' ? undefined : { worker: { sid: sidOf(known) }, why: 'last task' };
      const task = await centre.workspace.tasks.create({
        workflowSid: workspace.workflows.Bank ?? '',
        taskChannel: 'chat',
        timeout: 3_600,
        attributes: taskAttributes(asked, agent),
      });
      return task.sid;
    },
    why: async (taskSid: string) => whyOf(await readFacts(account.taskRouter, workspace.sid, taskSid, clock.now())),
    facts: (taskSid: string) => readFacts(account.taskRouter, workspace.sid, taskSid, clock.now()),
  };
}

const loan = { department: 'loans', language: 'de', skills: { mortgage: 4 } };

describe('a task that waits', () => {
  test('is told by its filter, its place, who cannot take it and why, and what comes next', async () => {
    const { ask, why, clock } = await openBank(['bruno', 'dario', 'chloe']);
    const sid = await ask(loan);
    clock.advance(12_000);
    const { sentences, workers, summary } = await why(sid);
    expect(summary).toBeUndefined();
    expect(sentences).toEqual([
      'The task came 12 s ago in the workflow "Bank", has the priority 10 and is pending.',
      'The filter "Known agent" does not fit: known_agent != null, where known_agent is null.',
      'The filter "VIP" does not fit: vip == true, where vip is false.',
      'The filter "Loans" fits: department == "loans", where department is "loans".',
      'At "Loans" it is at step 1 of 3, in the queue "Loans" for 12 s. What counts there: language, skills with their levels, not to have declined.',
      'It waits because nobody can take it now: 2 without what it asks for, 1 not available, 1 not in the queue.',
      'In 48 s it goes on to the queue "Loans", with the priority 20. What counts there: language, skills at any level, not to have declined.',
    ]);
    expect(workers.map(({ worker, sentence }) => `${worker} ${sentence}`)).toEqual([
      'bruno has mortgage at level 2, not at 4',
      'dario has mortgage at no level, not at 4',
      'anna is not available: Offline',
      'chloe is not in the queue: departments HAS "loans", where departments is ["cards"]',
    ]);
  });

  test('is where its steps have brought it', async () => {
    const { ask, why, clock } = await openBank(['chloe', 'dario']);
    const sid = await ask(loan);
    clock.advance(70_000);
    const second = await why(sid);
    expect(second.here).toMatchObject({ step: 2, of: 3 });
    expect(second.workers[0]).toMatchObject({ worker: 'dario', sentence: 'has not the skill mortgage' });
    expect(second.sentences.at(-1)).toBe(
      'In 1 min 50 s it goes on to the queue "Loans", with the priority 30. Anybody there will do.',
    );
    clock.advance(110_000);
    expect((await why(sid)).sentences).toContain('It waits for the answer of dario.');
  });

  test('is not offered to those who are full, who speak another language, or who have declined', async () => {
    const { ask, why, answer, tasks, sidOf, workspace } = await openBank(['anna', 'bruno', 'dario']);
    await workspace.workers(sidOf('dario')).workerChannels('chat').update({ capacity: 0 });
    await workspace.workers(sidOf('bruno')).workerChannels('chat').update({ capacity: 1 });
    await answer(await ask({ department: 'loans', language: 'en' }), 'accepted');
    const french = await ask({ department: 'loans', language: 'fr' });
    await tasks.exclude(french, sidOf('anna'));
    await answer(french, 'rejected');
    const { workers, sentences, summary } = await why(french);
    expect(summary).toBe('anna was free in "Loans" and fits by language, skills with their levels.');
    expect(workers.map(({ worker, sentence }) => `${worker} ${sentence}`)).toEqual([
      'anna has declined it already',
      'bruno has 1 of 1 on chat',
      'dario never takes chat',
      'chloe is not in the queue: departments HAS "loans", where departments is ["cards"]',
    ]);
    expect(sentences).toContain('anna was asked 0 s after it came and declined after 0 s.');
    await workspace.workers(sidOf('bruno')).workerChannels('chat').update({ capacity: 2 });
    expect((await why(french)).workers.find(({ worker }) => worker === 'bruno')?.sentence).toBe(
      'speaks de, en, not fr',
    );
  });

  test('for the agent who knows the customer is for nobody else', async () => {
    const { ask, why, answer, tasks, sidOf } = await openBank(['bruno', 'chloe']);
    const sid = await ask({ language: 'en' }, 'bruno');
    await tasks.exclude(sid, sidOf('bruno'));
    await answer(sid, 'rejected');
    const { sentences, workers, summary } = await why(sid);
    expect(summary).toBe('bruno had the last task of this customer.');
    expect(sentences.join(' ')).toContain('At "Known agent" it is at step 1 of 1');
    expect(sentences.join(' ')).toContain('for the agent who knows the customer alone');
    expect(workers.map(({ worker, is }) => [worker, is])).toContainEqual(['chloe', 'not the one']);
    expect(sentences.at(-1)).toContain('In 20 s it goes on to the queue "Cards"');
  });

  test('says when an offer lapses', async () => {
    const { ask, why, clock } = await openBank(['anna']);
    const sid = await ask(loan);
    clock.advance(4_000);
    expect((await why(sid)).sentences).toContain('anna was asked 0 s after it came, and has 26 s left to answer.');
  });
});

describe('a task that waits no longer', () => {
  test('is told with who has it', async () => {
    const { ask, why, answer, clock } = await openBank(['anna'], true);
    const sid = await ask(loan);
    clock.advance(5_000);
    await answer(sid, 'accepted');
    const { sentences, workers } = await why(sid);
    expect(sentences.at(-1)).toBe('anna was asked 0 s after it came and accepted after 5 s.');
    expect(workers[0]).toMatchObject({ worker: 'anna', sentence: 'has it' });
  });

  test('is told from its events when TaskRouter has deleted it', async () => {
    const { ask, why, answer, workspace, clock } = await openBank(['anna']);
    const sid = await ask(loan);
    await answer(sid, 'accepted');
    await workspace.tasks(sid).update({ assignmentStatus: 'completed', reason: 'solved' });
    clock.advance(6 * 60_000);
    const { sentences } = await why(sid);
    expect(sentences[0]).toBe(
      'The task came 6 min ago in the workflow "Bank", has the priority 10 and is completed: solved, and TaskRouter has deleted it since.',
    );
    expect(sentences.at(-1)).toBe('anna was asked 0 s after it came and completed it after 0 s.');
  });

  test('that never was is said to be unknown', async () => {
    const { facts } = await openBank([]);
    await expect(facts(`WT${'0'.repeat(32)}`)).rejects.toThrow('TaskRouter knows no task');
  });
});

const language = fc.constantFrom('de', 'en', 'fr');
const step = fc.oneof(
  fc.record({
    does: fc.constant('ask' as const),
    language,
    level: fc.nat(5),
    department: fc.constantFrom('loans', null),
  }),
  fc.record({ does: fc.constant('move' as const), who: fc.nat(3), activity: fc.constantFrom('Available', 'Break') }),
  fc.record({ does: fc.constant('limit' as const), who: fc.nat(3), capacity: fc.nat(2) }),
  fc.record({ does: fc.constant('answer' as const), which: fc.nat(9), how: fc.constantFrom('accepted', 'rejected') }),
  fc.record({ does: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 90 }) }),
);

/** Priorities that no two targets of the bank's workflow share, to see where a task is. */
const numbered = {
  ...bank,
  workflows: bank.workflows.map((workflow) => ({
    ...workflow,
    filters: workflow.filters.map((filter, at) => ({
      ...filter,
      targets: filter.targets.map((target, index) => ({ ...target, priority: at * 10 + index + 1 })),
    })),
  })),
};

test('whatever happens, nobody is said to be able to take a task that waits, and its place is where TaskRouter has it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const { ask, set, answer, tasks, workspace, clock, why, sidOf, close } = await openBank(['anna'], true, numbered);
      const names = ['anna', 'bruno', 'chloe', 'dario'];
      const asked: string[] = [];
      for (const one of steps) {
        if (one.does === 'ask')
          asked.push(
            await ask({ language: one.language, department: one.department, skills: { mortgage: one.level } }),
          );
        if (one.does === 'move') await set(names[one.who] ?? '', one.activity);
        if (one.does === 'limit')
          await workspace
            .workers(sidOf(names[one.who] ?? ''))
            .workerChannels('chat')
            .update({ capacity: one.capacity });
        if (one.does === 'wait') clock.advance(one.seconds * 1_000);
        const sid = one.does === 'answer' ? asked[one.which] : undefined;
        const [offer] =
          sid === undefined ? [] : await workspace.tasks(sid).reservations.list({ reservationStatus: 'pending' });
        if (one.does !== 'answer' || sid === undefined || !offer) continue;
        if (one.how === 'rejected') await tasks.exclude(sid, offer.workerSid);
        await answer(sid, one.how === 'accepted' ? 'accepted' : 'rejected');
      }
      for (const sid of asked) {
        const { task, here, workers } = await why(sid);
        expect(here?.target.priority, 'the priority of its place').toBe(task.priority);
        const able = workers.filter(({ is }) => is === 'able').map(({ worker }) => worker);
        if (task.status === 'pending') expect(able).toEqual([]);
        expect(workers.filter(({ is }) => is === 'asked')).toHaveLength(task.status === 'reserved' ? 1 : 0);
        expect(workers.filter(({ is }) => is === 'holding it')).toHaveLength(task.status === 'assigned' ? 1 : 0);
      }
      await close();
    }),
    { numRuns: 25 },
  );
});
