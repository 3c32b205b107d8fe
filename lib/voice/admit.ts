import { customerOf } from '../conversation/customer-of.ts';
import { parsedObject } from '../flow/call.ts';
import type { Advance } from '../flow/engine.ts';
import type { FlowEffect, FlowEvent, TwimlElement } from '../flow/event.ts';
import { isForWorkers, taskGiven } from './enqueue.ts';
import { sentence } from './farewell.ts';
import type { VoiceWorld } from './world.ts';

type Admitted = { effects: FlowEffect[]; first: TwimlElement[]; refused: FlowEvent | undefined };

/**
 * What a flow asks for, with `<Enqueue>` as opening hours have it: into the workflow that takes the caller now, after what they
 * hear of it. Nobody waits on the phone for an opening, so where nobody takes the call `refused` lets the flow go on as after a
 * queue that is out of order, and `first` is what the caller hears before all else.
 */
export function admitCall(world: VoiceWorld, { effects, run }: Pick<Advance, 'effects' | 'run'>): Admitted {
  const admitted: Admitted = { effects: [], first: [], refused: undefined };
  for (const effect of effects) {
    const enqueue = effect.type === 'twiml' ? effect.elements.find(isForWorkers) : undefined;
    if (effect.type !== 'twiml' || !enqueue) {
      admitted.effects.push(effect);
      continue;
    }
    const { department } = parsedObject(taskGiven(enqueue)) ?? {};
    const at = world.now();
    const admission = world.admit({ workflow: enqueue.attributes.workflowSid ?? '', department, at });
    const said = admission.say ? [sentence(admission.say, customerOf(run))] : [];
    if (admission.refused === undefined && admission.later === 0) {
      const workflowSid = admission.workflow;
      const elements = effect.elements.flatMap((element) =>
        element === enqueue ? [...said, { ...element, attributes: { ...element.attributes, workflowSid } }] : [element],
      );
      admitted.effects.push({ ...effect, elements });
    } else {
      admitted.first.push(...effect.elements.filter((element) => element !== enqueue), ...said);
      const parameters = { QueueResult: 'error' };
      admitted.refused = { type: 'voice', at, token: effect.token, event: 'dequeued', parameters };
    }
  }
  return admitted;
}
