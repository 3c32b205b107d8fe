import fc from 'fast-check';
import { expect } from 'vitest';
import type { Deed } from '../../lib/deed.ts';
import { isLive } from './desk-model.ts';
import { ana, ben, type openStage, workers } from './stage.ts';

const deeds: Deed[] = [
  { type: 'note', text: 'a note' },
  { type: 'wrap' },
  { type: 'complete', disposition: 'solved' },
  { type: 'transfer', kind: 'cold', to: { worker: ben } },
  { type: 'transfer', kind: 'warm', to: { worker: ana } },
  { type: 'transfer', kind: 'cold', to: { queue: 'Everyone' } },
  { type: 'transfer', kind: 'warm', to: { queue: 'Everyone' } },
  { type: 'take-back' },
  { type: 'hand-over' },
  { type: 'park' },
  { type: 'resume' },
  { type: 'take-over' },
];

const number = fc.nat({ max: 50 });
/** What may happen next. */
export const step = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ does: 'write' as const }) },
  { weight: 8, arbitrary: fc.constant({ does: 'carry out' as const }) },
  { weight: 8, arbitrary: fc.record({ does: fc.constant('hear' as const), which: number, keep: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('offer' as const), which: number, choice: number }) },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('answer' as const),
      which: number,
      answer: fc.constantFrom('accepted' as const, 'accepted' as const, 'rejected' as const, 'timeout' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('deed' as const),
      deed: fc.constantFrom(...deeds),
      by: fc.constantFrom('holder' as const, 'joined' as const, ...workers),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('lapse' as const), which: number }) },
  { weight: 1, arbitrary: fc.constant({ does: 'leave' as const }) },
);
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Where a story begins: the customer has asked, an agent has it, or a colleague has joined, as good stories are rare by chance. */
export const beginning = fc.constantFrom('asked' as const, 'held' as const, 'joined' as const);
export type Beginning = typeof beginning extends fc.Arbitrary<infer Value> ? Value : never;

export async function begin(stage: ReturnType<typeof openStage>, how: Beginning): Promise<void> {
  await stage.write();
  if (how === 'asked') return;
  await stage.answer(ana, 'accepted');
  if (how === 'held') return;
  await stage.deed(ana, { type: 'transfer', kind: 'warm', to: { worker: ben } });
  await stage.answer(ben, 'accepted');
}

/** One step of what may happen; `count` tells it from the others. */
export async function take(stage: ReturnType<typeof openStage>, now: Step, count: number): Promise<void> {
  const { desk, outbound, state } = stage;
  const some = <Value>(values: Value[], which: number) => values[which % Math.max(1, values.length)];
  switch (now.does) {
    case 'write':
      return stage.write();
    case 'leave':
      return stage.leave();
    case 'carry out': {
      const effect = outbound.shift();
      if (effect) desk.carryOut(effect);
      if (effect && count % 3 === 0) desk.carryOut(effect);
      return;
    }
    case 'hear': {
      const event = some(desk.events, now.which);
      if (!event) return;
      if (!now.keep) desk.events.splice(desk.events.indexOf(event), 1);
      return stage.hear(event);
    }
    case 'offer': {
      const task = some(desk.live(), now.which);
      return task && desk.offer(task, now.choice);
    }
    case 'answer': {
      const task = some(desk.live(), now.which);
      return task && desk.answer(task, now.answer);
    }
    case 'lapse': {
      const task = some(desk.live(), now.which);
      return task && desk.lapse(task);
    }
    case 'deed': {
      const held = state()?.handOff;
      const by = now.by === 'holder' ? held?.worker : now.by === 'joined' ? held?.transfer?.worker : now.by;
      if (typeof by === 'object') await stage.deed(by, now.deed);
    }
  }
}

/** Customers who wait have a task, every task has its thread, and both know of the same agents. */
export function expectSound({ desk, state }: ReturnType<typeof openStage>): void {
  const { owner, status, handOff: held, parked } = state() ?? {};
  const known = [held?.sid, held?.transfer?.sid].filter((sid) => sid !== undefined);
  const live = desk.live().map(({ sid }) => sid);
  expect(live.sort()).toEqual(known.sort());
  expect(owner === 'agent').toBe(held !== undefined || parked !== undefined);
  expect(held !== undefined && parked !== undefined).toBe(false);
  if (owner === 'agent') expect(status).toBe('open');
  const task = desk.tasks.find(({ sid }) => sid === held?.sid);
  expect(task?.worker?.sid).toBe(held?.worker?.sid);
  const colleague = desk.tasks.find(({ sid }) => sid === held?.transfer?.sid);
  expect(colleague?.worker?.sid).toBe(held?.transfer?.worker?.sid);
  if (colleague && isLive(colleague) && colleague.worker) expect(held?.transfer?.kind).toBe('warm');
  if (held?.transfer) expect(held.worker).toBeDefined();
}
