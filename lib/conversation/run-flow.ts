import { Permanent, reasonOf } from '../errors.ts';
import { type Advance, advance } from '../flow/engine.ts';
import type { FlowEffect, FlowEvent } from '../flow/event.ts';
import type { PublishedFlow } from '../flow/flow.ts';
import type { Run } from '../flow/run.ts';
import { hexOf, threadKey } from '../thread.ts';
import { admit } from './admit.ts';
import { askBot } from './ask-bot.ts';
import { handOff } from './ask-task.ts';
import { type Asked, isAsked } from './asked.ts';
import { customerOf, told } from './customer-of.ts';
import { inTheirLanguage } from './texts.ts';
import { say, type Turn } from './turn.ts';
import type { World } from './world.ts';

/**
 * Takes the thread's flow as far as `event` leads it: calls are made and bots asked on the way, messages, tasks and timers
 * become effects of the turn, and what the flow learnt of the customer is kept. A flow that breaks down says so to the customer.
 */
export async function runFlow(world: World, turn: Turn, flow: PublishedFlow, event: FlowEvent): Promise<void> {
  const before = event.type === 'start' ? told(event.start.variables) : customerOf(turn.state.run);
  const step = await advanceThroughCalls(world, turn, flow, event);
  for (const effect of step.effects) perform(world, turn, effect, step);
  const known = customerOf(step.run);
  for (const [name, value] of Object.entries(known)) if (value !== before[name]) turn.learnt[name] = value;
  turn.state = { ...turn.state, run: step.ended ? undefined : step.run };
  if (step.ended && step.ended.fault !== undefined) {
    world.log('a flow broke down', { flow: flow.name, revision: flow.revision, fault: step.ended.fault });
    say(
      turn,
      { type: 'text', text: inTheirLanguage(world.texts.fallback, known) },
      'system',
      `${turn.event.id} fallback`,
    );
  }
}

async function advanceThroughCalls(world: World, turn: Turn, flow: PublishedFlow, event: FlowEvent): Promise<Advance> {
  let step = feed(turn, flow, turn.state.run, event);
  const effects: FlowEffect[] = [];
  for (;;) {
    const asked = step.effects.find(isAsked);
    const { admitted, refused } = admit(world, turn.event.at, step);
    effects.push(...admitted);
    const answer = refused ?? (asked && !step.ended ? await answerTo(world, turn, step.run, asked) : undefined);
    if (answer === undefined) return { ...step, effects };
    step = feed(turn, flow, step.run, answer);
  }
}

async function answerTo(world: World, turn: Turn, run: Run, effect: Asked): Promise<FlowEvent> {
  const { at } = turn.event;
  if (effect.type === 'call') return { type: 'called', at, result: await world.call(effect) };
  if (effect.type === 'dial') {
    world.log('a flow on messages cannot place a call: start it with POST /flows/{flow}/executions', { ...run.flow });
    return { type: 'voice', at, token: effect.token, event: 'failed', parameters: { CallStatus: 'failed' } };
  }
  return { type: 'bot', at, result: await askBot(world, turn, customerOf(run), effect) };
}

function perform(world: World, turn: Turn, effect: FlowEffect, step: Advance): void {
  const { thread, at } = turn.event;
  const key = threadKey(thread);
  switch (effect.type) {
    case 'send':
      say(turn, effect.content, 'flow', effect.key);
      return;
    case 'timer':
      turn.effects.push({
        type: 'timer',
        id: hexOf(`${key} ${effect.key} timer`),
        thread,
        at: at + effect.seconds * 1000,
        token: effect.token,
      });
      return;
    case 'task': {
      const { workflow, taskChannel, priority, timeout, attributes } = effect;
      const request = { workflow, taskChannel, priority, timeout, attributes };
      handOff(world, turn, { key: effect.key, request, known: customerOf(step.run) });
      return;
    }
    case 'call':
    case 'bot':
    case 'dial':
      throw new Permanent('what is asked is answered while the flow advances, not afterwards');
  }
}

/** Advances, and remembers what it was advanced by for the log of executions. */
function feed(turn: Turn, flow: PublishedFlow, before: Run | undefined, event: FlowEvent): Advance {
  const step = tryAdvance(flow, before, event);
  const { events, steps } = turn.flowTurn ?? { events: [], steps: [] };
  turn.flowTurn = { events: [...events, event], steps: [...steps, ...step.trace], run: step.run };
  return step;
}

/** The engine promises not to throw; should it, this customer gets the fallback and the next ones are not affected. */
function tryAdvance(flow: PublishedFlow, run: Run | undefined, event: FlowEvent): Advance {
  try {
    return advance(flow, run, event);
  } catch (error) {
    if (run === undefined)
      throw new Permanent(`the flow ${flow.name} cannot start: ${reasonOf(error)}`, { cause: error });
    return { run, effects: [], ended: { reason: 'fault', fault: reasonOf(error) }, trace: [] };
  }
}
