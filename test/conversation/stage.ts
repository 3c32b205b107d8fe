import type { World } from '../../lib/conversation/world.ts';
import { converse } from '../../lib/conversation.ts';
import type { Deed } from '../../lib/deed.ts';
import type { Effect } from '../../lib/effect.ts';
import type { ThreadEvent } from '../../lib/message.ts';
import { threadKey } from '../../lib/thread.ts';
import type { Worker } from '../../lib/worker.ts';
import { openDeskModel } from './desk-model.ts';
import { handOff } from './flows.ts';
import { text } from './harness.ts';
import { openMemory } from './memory-store.ts';

const thread = { channel: 'line', account: 'main', sender: 'U1' };

const named = (name: string): Worker => ({ sid: `WK${name}`, name });
export const [ana, ben, mei] = [named('ana'), named('ben'), named('mei')] as const;
export const workers = [ana, ben, mei];

/** Who may take over. */
const supervisor = mei;

/** A thread on which a customer asks for an agent, TaskRouter, and what lies between them: it goes on as it is told to. */
export function openStage() {
  const memory = openMemory(handOff);
  const desk = openDeskModel(thread, workers);
  const outbound: Effect[] = [];
  const asked: Effect[] = [];
  const enqueued = new Set<string>();
  let count = 0;
  const world: World = {
    store: memory.store,
    enqueue: async (effects) => {
      const added = effects.filter(({ id }) => !enqueued.has(id));
      outbound.push(...added);
      asked.push(...added);
      for (const { id } of added) enqueued.add(id);
    },
    call: async () => ({ failure: 'nobody answers' }),
    bot: async () => ({ failure: 'nobody answers' }),
    texts: { fallback: { en: 'Sorry.' }, apology: { en: 'Later.' }, nobody: { en: 'Nobody.' } },
    routing: { admit: ({ workflow }) => ({ workflow, later: 0 }), patience: () => undefined },
    newId: () => 'c1',
    log: () => {},
  };
  const hear = (event: ThreadEvent) => converse(world, event);
  const next = () => {
    count += 1;
    return count;
  };

  /** Everything on its way arrives; nobody does anything new. */
  async function settle(): Promise<void> {
    for (let rounds = 0; outbound.length + desk.events.length > 0; rounds++) {
      if (rounds > 500) throw new Error('it goes round in circles');
      for (const effect of outbound.splice(0)) desk.carryOut(effect);
      const event = desk.events.shift();
      if (event) await hear(event);
    }
  }

  const stage = {
    desk,
    outbound,
    asked,
    state: () => memory.state(threadKey(thread)),
    asides: () =>
      memory
        .lines(threadKey(thread))
        .flatMap(({ direction, content }) => (direction === 'aside' && content.type === 'text' ? [content.text] : [])),
    hear,
    settle,
    write: () => hear(text(thread, 'agent!', { id: `m${next()}` })),
    leave: () => hear({ type: 'left', id: `left ${next()}`, thread, at: count }),
    deed: (worker: Worker, deed: Deed) =>
      hear({
        type: 'agent-did',
        id: `deed ${next()}`,
        thread,
        at: count,
        worker,
        deed,
        supervisor: worker.sid === supervisor.sid,
      }),
    /** Asks this worker for the newest task, has them answer, and lets everything arrive. */
    async answer(worker: Worker, answer: 'accepted' | 'rejected' | 'timeout'): Promise<void> {
      await settle();
      const task = desk.live().at(-1);
      if (!task) throw new Error('there is no task to offer');
      desk.offer(task, task.direct ? 0 : workers.filter(({ sid }) => !task.rejected.has(sid)).indexOf(worker));
      await settle();
      desk.answer(task, answer);
      await settle();
    },
  };
  return stage;
}
