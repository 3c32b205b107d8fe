import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Arrival } from '../../../cli/simulation/arrivals.ts';
import { figuresOf } from '../../../cli/simulation/figures.ts';
import { type Run, replay } from '../../../cli/simulation/replay.ts';
import { readTaskRouterConfig } from '../../../lib/tasks/config.ts';

const start = Date.UTC(2026, 0, 5, 9);
const languages = ['en', 'de'];

type Worker = { languages: string[]; skills: Record<string, number>; capacity: { chat: number; voice: number } };

/** A small centre that asks for language and skill at first, for the skill alone after a minute, and gives up after ten. */
const centre = (workers: readonly Worker[]) =>
  readTaskRouterConfig({
    workspace: 'Small',
    activities: [
      { name: 'Here', available: true },
      { name: 'Away', available: false },
    ],
    timeoutActivity: 'Away',
    taskChannels: [
      { name: 'chat', title: 'Chat' },
      { name: 'voice', title: 'Voice' },
    ],
    skills: ['refunds'],
    queues: [{ name: 'Everyone', workers: '1==1', maxReservedWorkers: 2 }],
    workflows: [
      {
        name: 'Desk',
        reservationTimeout: 30,
        filters: [
          {
            name: 'All',
            expression: '1==1',
            targets: [
              { queue: 'Everyone', needs: ['language', 'skills', 'willing'], timeout: 60 },
              { queue: 'Everyone', needs: ['skills at any level'], priority: 10, timeout: 540 },
            ],
          },
        ],
      },
    ],
    workers: workers.map((worker, index) => ({ name: `w${index}`, activity: 'Here', ...worker })),
  });

const worker: fc.Arbitrary<Worker> = fc.record({
  languages: fc.subarray(languages),
  skills: fc.constantFrom<Record<string, number>>({}, { refunds: 1 }, { refunds: 3 }),
  capacity: fc.record({ chat: fc.nat(3), voice: fc.nat(1) }),
});

const arrival = fc
  .record({
    second: fc.nat(3_600),
    taskChannel: fc.constantFrom('chat', 'voice'),
    language: fc.constantFrom(...languages),
    skills: fc.constantFrom({}, { refunds: 2 }),
    handling: fc.integer({ min: 1, max: 1_200 }),
    patience: fc.option(fc.integer({ min: 1, max: 900 }), { nil: undefined }),
  })
  .map(
    ({ second, taskChannel, language, skills, handling, patience }): Arrival => ({
      at: start + second * 1_000,
      taskChannel,
      priority: 0,
      attributes: { language, skills },
      handling,
      patience,
    }),
  );
const arrivals = fc
  .array(arrival, { maxLength: 60, size: 'max' })
  .map((all) => all.sort((one, other) => one.at - other.at));

describe('whoever arrives, and whoever works', () => {
  test('everybody is served, or gives up, or waits still, and who is served is served once', () => {
    fc.assert(
      fc.property(fc.array(worker, { maxLength: 4 }), arrivals, (workers, who) => {
        const run = replay(centre(workers), who, { answer: 5 });
        const { came, served, abandoned, waiting } = figuresOf(run.fates, 60);
        expect(came).toBe(who.length);
        expect(served + abandoned + waiting).toBe(who.length);
        expect(run.work.filter(({ accepted }) => accepted !== undefined)).toHaveLength(served);
        for (const [index, fate] of run.fates.entries()) {
          const patience = who[index]?.patience ?? Number.POSITIVE_INFINITY;
          expect((fate.until - fate.at) / 1_000).toBeLessThanOrEqual(patience);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('nobody ever has more tasks than they can take', () => {
    fc.assert(
      fc.property(fc.array(worker, { minLength: 1, maxLength: 4 }), arrivals, (workers, who) => {
        const run = replay(centre(workers), who, { answer: 5 });
        for (const [index, { capacity }] of workers.entries())
          for (const channel of ['chat', 'voice'] as const)
            expect(mostAtOnce(run, `w${index}`, channel)).toBeLessThanOrEqual(capacity[channel]);
      }),
      { numRuns: 60 },
    );
  });

  test('the same arrivals come to the same', () => {
    fc.assert(
      fc.property(fc.array(worker, { maxLength: 3 }), arrivals, (workers, who) => {
        expect(replay(centre(workers), who, { answer: 5 })).toEqual(replay(centre(workers), who, { answer: 5 }));
      }),
      { numRuns: 20 },
    );
  });
});

/** Where all workers are alike and customers wait in one line as long as it takes, one more worker delays nobody. */
test('one more worker like the others makes nobody wait longer', () => {
  const alike = { languages, skills: { refunds: 3 }, capacity: { chat: 2, voice: 1 } };
  const one = {
    ...centre([]),
    queues: [{ name: 'Everyone', workers: '1==1', maxReservedWorkers: 1 }],
    workflows: centre([]).workflows.map((workflow) => ({ ...workflow, filters: [line] })),
  };
  const with_ = (count: number) => ({ ...one, workers: centre(Array.from({ length: count }, () => alike)).workers });
  const patient = arrivals.map((all) => all.map((each) => ({ ...each, taskChannel: 'chat', patience: undefined })));
  fc.assert(
    fc.property(patient, fc.integer({ min: 1, max: 3 }), (who, count) => {
      const [few, more] = [count, count + 1].map((staff) => replay(with_(staff), who, { answer: 5 }).fates);
      for (const [index, fate] of (few ?? []).entries()) {
        const better = more?.[index];
        expect(better?.until).toBeLessThanOrEqual(fate.until);
        if (fate.end === 'served') expect(better?.end).toBe('served');
      }
    }),
    { numRuns: 60 },
  );
});

const line = {
  name: 'All',
  expression: '1==1',
  targets: [{ queue: 'Everyone', needs: [] }],
};

function mostAtOnce({ work }: Run, name: string, channel: string): number {
  const own = work.filter((each) => each.worker === name && each.channel === channel);
  return Math.max(0, ...own.map(({ from }) => own.filter((each) => each.from <= from && from < each.until).length));
}

test('an offer that rings at two keeps both from the next one, until one of them accepts', () => {
  const workers = [
    { languages, skills: {}, capacity: { chat: 1, voice: 0 } },
    { languages, skills: {}, capacity: { chat: 1, voice: 0 } },
  ];
  const who = [0, 1, 2].map((second) => ({
    at: start + second * 1_000,
    taskChannel: 'chat',
    priority: 0,
    attributes: { language: 'en' },
    handling: 100,
  }));
  const run = replay(centre(workers), who, { answer: 5 });
  expect(run.fates.map(({ at, until, end }) => [end, (until - at) / 1_000])).toEqual([
    ['served', 5],
    ['served', 9],
    ['served', 108],
  ]);
});

test('a workflow that is not there is told by its name', () => {
  const who = [{ at: start, workflow: 'Moon', taskChannel: 'chat', priority: 0, attributes: {}, handling: 1 }];
  expect(() => replay(centre([]), who, { answer: 5 })).toThrow('the workflow "Moon", which is not there');
});
