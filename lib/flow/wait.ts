import type { FlowEffect, FlowEvent } from './event.ts';
import { limits } from './limits.ts';
import type { Run } from './run.ts';
import { comeBack, element } from './twiml.ts';
import type { Outcome } from './widget.ts';
import { keyOf } from './widget-context.ts';

type Waiting = Extract<Outcome, { wait: string }>;

/** The run as it waits, and what that takes: a timer, and on the phone what the call hears. */
export function waitFor(run: Run, outcome: Waiting, at: number): { run: Run; effects: FlowEffect[] } {
  const token = keyOf(run);
  const waiting: Run = { ...run, waits: run.waits + 1, waiting: { for: outcome.wait, token } };
  const effects: FlowEffect[] = [];
  if ('seconds' in outcome && outcome.seconds !== undefined) {
    const lifeLeft = Math.ceil((run.startedAt + limits.life - at) / 1_000);
    effects.push({ type: 'timer', key: `${token}.timer`, token, seconds: Math.min(outcome.seconds, lifeLeft) });
  }
  if (outcome.wait === 'voice' && outcome.say) {
    const elements = [...outcome.say, ...(outcome.otherwise === undefined ? [] : [comeBack(outcome.otherwise)])];
    effects.push({ type: 'twiml', key: token, token, elements });
  }
  return { run: waiting, effects };
}

/** Whether an event is what the run waits for. A token tells this wait from every other one. */
export function awaits({ waiting }: Run, event: FlowEvent): boolean {
  switch (event.type) {
    case 'called':
      return waiting?.for === 'call';
    case 'task':
    case 'bot':
      return waiting?.for === event.type;
    case 'message':
      return waiting?.for === 'reply';
    case 'undelivered':
      return waiting?.for === 'reply' && event.key === waiting.token;
    case 'timeout':
      return (waiting?.for === 'reply' || waiting?.for === 'voice') && event.token === waiting.token;
    case 'voice':
      return waiting?.for === 'voice' && event.token === waiting.token;
    case 'hangup':
      return waiting?.for === 'voice';
    case 'start':
      return false;
  }
}

/** What a call hears when its execution is over. */
export function goodbye(run: Run): FlowEffect {
  const key = `${keyOf(run)}.end`;
  return { type: 'twiml', key, token: key, elements: [element('Hangup')] };
}
