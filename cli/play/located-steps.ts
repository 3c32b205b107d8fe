import * as z from 'zod';
import type { PublishedFlow } from '../../lib/flow/flow.ts';
import type { Run } from '../../lib/flow/run.ts';
import type { Step } from '../../lib/flow/walk.ts';

/** A step and the `flow_sid` of the subflow that it is in; undefined in the flow itself. */
export type LocatedStep = Step & { subflow?: string | undefined };

/** Says of each step of one turn which flow it is in. `before` is the run as the turn found it. */
export function locateSteps(flow: PublishedFlow, before: Run | undefined, steps: readonly Step[]): LocatedStep[] {
  let subflow = before?.frames.at(-1)?.subflow;
  return steps.map((step) => {
    // Studio allows one level, so whatever leaves a run-subflow widget is the flow itself again.
    if (step.type === 'run-subflow') subflow = undefined;
    const located = { ...step, subflow };
    subflow ??= subflowAt(flow, step.to);
    return located;
  });
}

/** The subflow that the widget of this name runs, if it does. */
function subflowAt({ definition, subflows }: PublishedFlow, name: string): string | undefined {
  const state = definition.states.find((each) => each.name === name && each.type === 'run-subflow');
  const sid = z.object({ flow_sid: z.string() }).safeParse(state?.properties).data?.flow_sid;
  return sid !== undefined && Object.hasOwn(subflows, sid) ? sid : undefined;
}
