import type { FlowEffect, FlowEvent, Start } from './event.ts';
import type { PublishedFlow } from './flow.ts';
import { openRun } from './frames.ts';
import { limits, outgrown } from './limits.ts';
import type { End, Run } from './run.ts';
import { awaits, goodbye } from './wait.ts';
import { end, enter, follow, hangUp, resume, type Step, type Turn } from './walk.ts';
import type { Outcome } from './widget.ts';

export type Advance = {
  run: Run;
  effects: FlowEffect[];
  /** `fault` is a sentence for the operator, where the flow broke down. */
  ended: false | End;
  trace: Step[];
};

/**
 * Moves an execution on by one event, up to where it waits again or ends, and says what the outside world is to do. Takes
 * the flow at the revision that the run began on, and no run for a `start`. An event that the execution does not wait for
 * changes nothing. A call that is left without anything to hear is hung up. Never throws: what goes wrong inside a flow ends the execution with a `fault`.
 */
export function advance(flow: PublishedFlow, run: Run | undefined, event: FlowEvent): Advance {
  if (event.type === 'start') return run && !run.ended ? unchanged(run) : begin(flow, event.start);
  if (!run) return unchanged({ ...openRun(flow, noStart), ended: { reason: 'not started' } });
  if (run.ended) return unchanged(run);
  const turn: Turn = { flow, run, at: event.at, effects: [], trace: [] };
  if (event.at - run.startedAt >= limits.life) return finish(turn, run, end(turn, { reason: 'expired after 30 days' }));
  if (!awaits(run, event)) return unchanged(run);
  return finish(turn, run, event.type === 'hangup' ? hangUp(turn, event.parameters) : resume(turn, event));
}

const noStart: Start = {
  trigger: 'incomingMessage',
  execution: '',
  parameters: {},
  contact: '',
  address: '',
  variables: {},
  at: 0,
};

const unchanged = (run: Run): Advance => ({ run, effects: [], ended: run.ended ?? false, trace: [] });

function begin(flow: PublishedFlow, start: Start): Advance {
  const turn: Turn = { flow, run: openRun(flow, start), at: start.at, effects: [], trace: [] };
  return finish(turn, undefined, enter(turn, flow.definition.initial_state));
}

/** Follows one outcome after the other until the execution waits or ends. `before` is the run as it was stored. */
function finish(turn: Turn, before: Run | undefined, first: Outcome | undefined): Advance {
  let outcome = first;
  while (outcome && !turn.run.ended) outcome = follow(turn, outcome);
  if (!turn.run.ended && outgrown(turn.run)) {
    turn.run = { ...turn.run, frames: before?.frames ?? openRun(turn.flow, noStart).frames };
    end(turn, {
      reason: 'too much data',
      fault: 'The execution has gathered more than 300 kB: let the flow ask for less.',
    });
  }
  if (turn.run.ended && turn.run.call === 'live') turn.effects.push(goodbye(turn.run));
  return { run: turn.run, effects: turn.effects, ended: turn.run.ended ?? false, trace: turn.trace };
}
