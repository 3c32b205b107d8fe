import { parsedObject } from '../../lib/flow/call.ts';
import { advance } from '../../lib/flow/engine.ts';
import type { CallResult, FlowEffect, FlowEvent, TwimlElement } from '../../lib/flow/event.ts';
import type { PublishedFlow } from '../../lib/flow/flow.ts';
import type { End, Run } from '../../lib/flow/run.ts';
import type { Content } from '../../lib/message.ts';
import { type LocatedStep, locateSteps } from './located-steps.ts';
import type { BotEffect, CallEffect, Outside } from './outside.ts';
import { type Heard, playTwiml, type Waiting } from './phone.ts';

/** What can be seen of a flow at work, in the order in which it happens. */
export type Happening =
  | { type: 'step'; step: LocatedStep }
  /** A message, or what a call hears. */
  | { type: 'said'; content: Content }
  | { type: 'called'; call: CallEffect; result: CallResult }
  | { type: 'asked'; bot: BotEffect; state: string }
  | { type: 'task'; workflow: string; taskChannel?: string; priority?: number; attributes: Record<string, unknown> }
  | { type: 'timer'; seconds: number }
  | { type: 'dialled'; to: string }
  | { type: 'ended'; end: End };

export type Player = {
  /** Gives the flow an event, performs what it asks of the world outside, and tells what happened. */
  feed(event: FlowEvent): Promise<Happening[]>;
  /** Nobody said or pressed anything: the call goes on with what follows. `at` is epoch milliseconds. */
  goOn(at: number): Promise<Happening[]>;
  readonly run: Run | undefined;
  readonly steps: readonly LocatedStep[];
  /** Where a call stands still; undefined where there is none or it is not waiting. */
  readonly waiting: Waiting | undefined;
  /** Seconds after which what waits gives up; undefined where nothing does. */
  readonly patience: number | undefined;
};

/** Plays one execution of a flow at a time: as in production, each turn reads the run back from JSON. */
export function openPlayer(flow: PublishedFlow, outside: Outside): Player {
  let run: Run | undefined;
  let waiting: Waiting | undefined;
  let patience: number | undefined;
  const steps: LocatedStep[] = [];

  function advanceOnce(event: FlowEvent): { happened: Happening[]; effects: FlowEffect[] } {
    const before = event.type === 'start' ? undefined : run && JSON.parse(JSON.stringify(run));
    const done = advance(flow, before, event);
    run = done.run;
    const located = locateSteps(flow, before, done.trace);
    steps.push(...located);
    if (done.trace.length > 0 || done.effects.length > 0) [waiting, patience] = [undefined, undefined];
    for (const effect of done.effects) if (effect.type === 'timer') patience = effect.seconds;
    const ended: Happening[] = done.ended ? [{ type: 'ended', end: done.ended }] : [];
    return {
      happened: [...located.map((step) => ({ type: 'step' as const, step })), ...shown(done.effects), ...ended],
      effects: done.effects,
    };
  }

  /** What the flow is to be told at once: the answer it asked for, or that the call came back. */
  async function answerTo(effect: FlowEffect, at: number, seen: Happening[]): Promise<FlowEvent | undefined> {
    if (effect.type === 'call') {
      const result = await outside.call(effect);
      seen.push({ type: 'called', call: effect, result });
      return { type: 'called', at, result };
    }
    if (effect.type === 'bot') {
      const result = await outside.bot(effect);
      seen.push({ type: 'asked', bot: effect, state: 'failure' in result ? result.failure : result.state });
      return { type: 'bot', at, result };
    }
    return effect.type === 'twiml' ? hear(effect.elements, at, seen) : undefined;
  }

  /** Lets the call follow TwiML, and gives how it comes back where it does not stay there. */
  function hear(elements: TwimlElement[], at: number, seen: Happening[]): FlowEvent | undefined {
    const { heard, next } = playTwiml(elements);
    seen.push(...heard.map(happening));
    waiting = 'waits' in next ? next.waits : undefined;
    if ('waits' in next) return undefined;
    if ('hangsUp' in next) return { type: 'hangup', at, parameters: { CallStatus: 'completed' } };
    const token = run?.waiting?.token ?? '';
    return { type: 'voice', at, token, event: next.comesBack, parameters: { CallStatus: 'in-progress' } };
  }

  async function follow(first: FlowEvent | undefined, seen: Happening[]): Promise<Happening[]> {
    for (let event = first; event; ) {
      const at: number = event.type === 'start' ? event.start.at : event.at;
      const { happened, effects } = advanceOnce(event);
      seen.push(...happened);
      event = undefined;
      for (const effect of effects) event ??= await answerTo(effect, at, seen);
      if (run?.ended) return seen;
    }
    return seen;
  }

  return {
    feed: (event) => follow(event, []),
    goOn(at) {
      const seen: Happening[] = [];
      return follow(hear(waiting?.rest ?? [], at, seen), seen);
    },
    get run() {
      return run;
    },
    get steps() {
      return steps;
    },
    get waiting() {
      return waiting;
    },
    get patience() {
      return patience;
    },
  };
}

function happening(heard: Heard): Happening {
  if ('content' in heard) return { type: 'said', content: heard.content };
  if ('dials' in heard) return { type: 'dialled', to: heard.dials };
  const { workflow, attributes } = heard.task;
  return { type: 'task', workflow, attributes: parsedObject(attributes) ?? {} };
}

const shown = (effects: readonly FlowEffect[]): Happening[] =>
  effects.flatMap((effect): Happening[] => {
    if (effect.type === 'send') return [{ type: 'said', content: effect.content }];
    if (effect.type === 'timer') return [{ type: 'timer', seconds: effect.seconds }];
    if (effect.type === 'dial') return [{ type: 'dialled', to: effect.to }];
    if (effect.type !== 'task') return [];
    const { workflow, taskChannel, priority, attributes } = effect;
    return [{ type: 'task', workflow, taskChannel, priority, attributes }];
  });
