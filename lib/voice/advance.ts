import { reasonOf } from '../errors.ts';
import { type Advance, advance } from '../flow/engine.ts';
import type { FlowEffect, FlowEvent, TwimlElement } from '../flow/event.ts';
import type { PublishedFlow } from '../flow/flow.ts';
import type { Run } from '../flow/run.ts';
import type { Step } from '../flow/walk.ts';
import { admitCall } from './admit.ts';
import type { VoiceWorld } from './world.ts';

/** Where an event has led: what is left to do, and what the log of executions wants to know. */
export type Advanced = {
  run: Run;
  effects: FlowEffect[];
  /** What the caller hears before what the effects say. */
  first: TwimlElement[];
  ended: Advance['ended'];
  events: FlowEvent[];
  steps: Step[];
};

/** Milliseconds that calls to the web may take together: Twilio waits 15 s for an answer. */
const patience = 12_000;

/**
 * Advances a flow while a caller waits: web addresses are called at once, and what is not answered in time counts as a
 * failure, on which the flow takes its branch. What the engine throws ends the execution.
 */
export async function advanceLive(
  world: VoiceWorld,
  flow: PublishedFlow,
  run: Run | undefined,
  event: FlowEvent,
): Promise<Advanced> {
  const deadline = world.now() + patience;
  const events: FlowEvent[] = [];
  const steps: Step[] = [];
  const effects: FlowEffect[] = [];
  const first: TwimlElement[] = [];
  let refused: FlowEvent | undefined;
  const feed = (before: Run | undefined, next: FlowEvent): Advance => {
    const step = tryAdvance(flow, before, next);
    events.push(next);
    steps.push(...step.trace);
    const admitted = admitCall(world, step);
    effects.push(...admitted.effects.filter((effect) => !isAsked(effect)));
    first.push(...admitted.first);
    refused = admitted.refused;
    return step;
  };
  let step = feed(run, event);
  for (;;) {
    const asked = step.effects.find(isAsked);
    const answer = refused ?? (asked && !step.ended ? await perform(world, asked, deadline) : undefined);
    if (answer === undefined) return { run: step.run, effects, first, ended: step.ended, events, steps };
    step = feed(step.run, answer);
  }
}

type Asked = Extract<FlowEffect, { type: 'call' | 'bot' }>;

const isAsked = (effect: FlowEffect): effect is Asked => effect.type === 'call' || effect.type === 'bot';

async function perform(world: VoiceWorld, effect: Asked, deadline: number): Promise<FlowEvent> {
  if (effect.type === 'bot') return { type: 'bot', at: world.now(), result: { failure: unspoken } };
  const result = await within(Math.max(deadline - world.now(), 0), world.call(effect));
  return { type: 'called', at: world.now(), result };
}

/** A flow reaches a bot here only before it has called anybody. */
const unspoken =
  'this execution is on the phone, where Twilio connects virtual agents: there is nobody to write to a bot';

/** The answer, or a failure when it takes longer than `milliseconds`. */
async function within<Answer>(milliseconds: number, work: Promise<Answer>): Promise<Answer | { failure: string }> {
  const late = Promise.withResolvers<{ failure: string }>();
  const timer = setTimeout(
    () => late.resolve({ failure: 'there was no answer while a caller could wait' }),
    milliseconds,
  );
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function tryAdvance(flow: PublishedFlow, run: Run | undefined, event: FlowEvent): Advance {
  try {
    return advance(flow, run, event);
  } catch (error) {
    if (run === undefined) throw error;
    const ended = { reason: 'fault', fault: reasonOf(error) };
    return { run: { ...run, ended }, effects: [], ended, trace: [] };
  }
}
