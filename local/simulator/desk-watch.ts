import { reasonOf } from '../../lib/errors.ts';
import type { Desk } from '../desk.ts';
import type { DeskState } from './protocol.ts';
import { openPulse } from './pulse.ts';

/** Milliseconds between two looks at the desk. */
const pause = 500;

/** Looks at what all agents have, from `start` to `stop`, and tells what differs from the look before. */
export function watchDesk(desk: Desk, tell: (state: DeskState) => void) {
  let state: DeskState | undefined;
  let looking = Promise.resolve();

  // One look after the other: an older one never overwrites a newer.
  const look = (): Promise<void> => {
    looking = looking.then(async () => {
      const seen = await see(desk).catch((thrown) => outOfReach(state, thrown));
      if (JSON.stringify(seen) === JSON.stringify(state)) return;
      state = seen;
      tell(seen);
    });
    return looking;
  };

  const pulse = openPulse(look, pause);
  return {
    state: () => state,
    /** Done when what has changed by now is told. */
    look,
    start: pulse.start,
    async stop(): Promise<void> {
      pulse.stop();
      await looking;
    },
  };
}

async function see(desk: Desk): Promise<DeskState> {
  const state: DeskState = { agents: [], threads: {} };
  for (const worker of await desk.workers()) {
    const reservations = await desk.reservations(worker.sid);
    state.agents.push({ ...worker, reservations });
    for (const { thread } of reservations) state.threads[thread] ??= await desk.thread(thread);
  }
  return state;
}

const outOfReach = (state: DeskState | undefined, thrown: unknown): DeskState => ({
  ...(state ?? { agents: [], threads: {} }),
  fault: `The console API does not answer: ${reasonOf(thrown)}`,
});
