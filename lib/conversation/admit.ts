import type { Advance } from '../flow/engine.ts';
import type { FlowEffect, FlowEvent } from '../flow/event.ts';
import { isAsked } from './asked.ts';
import { customerOf } from './customer-of.ts';
import { inTheirLanguage } from './texts.ts';
import type { World } from './world.ts';

/** The longest that TaskRouter lets a task wait, in seconds. */
const longest = 1_209_600;

/**
 * What a flow asks for, but for what is answered within the turn, with hand-offs as opening hours have them: to the workflow
 * that takes them now, with time to wait until somebody is there, and after what the customer is told of it. Where nobody
 * takes one, `refused` lets the flow go on by its failed branch.
 */
export function admit(
  { routing }: World,
  at: number,
  { effects, run }: Advance,
): { admitted: FlowEffect[]; refused: FlowEvent | undefined } {
  let refused: FlowEvent | undefined;
  const admitted = effects.flatMap((effect): FlowEffect[] => {
    if (isAsked(effect)) return [];
    if (effect.type !== 'task') return [effect];
    const { workflow, attributes, timeout, key } = effect;
    const admission = routing.admit({ workflow, department: attributes.department, at });
    const text = admission.say && inTheirLanguage(admission.say, customerOf(run));
    const told: FlowEffect[] =
      text === undefined ? [] : [{ type: 'send', key: `${key} closed`, content: { type: 'text', text } }];
    if (admission.refused !== undefined) {
      refused = { type: 'task', at, outcome: 'failed', task: { sid: '', reason: admission.refused } };
      return told;
    }
    return [
      ...told,
      { ...effect, workflow: admission.workflow, timeout: Math.min(timeout + admission.later, longest) },
    ];
  });
  return { admitted, refused };
}
