import type { FlowEffect } from '../lib/flow/event.ts';
import { playTwiml } from './play/phone.ts';
import type { Happening } from './play/player.ts';
import { spoken } from './script/mismatch.ts';

/** What a customer or an agent notices of an effect, one line each; timers and calls to web addresses are not noticed. */
export function describeEffect(effect: FlowEffect): string[] {
  switch (effect.type) {
    case 'send':
      return [`says: ${spoken(effect.content)}`];
    case 'task':
      return [`hands over: ${effect.workflow} ${JSON.stringify(effect.attributes)}`];
    case 'dial':
      return [`calls: ${effect.to}`];
    case 'twiml':
      return playTwiml(effect.elements).heard.map((heard) => {
        if ('content' in heard) return `says: ${spoken(heard.content)}`;
        return 'dials' in heard
          ? `calls: ${heard.dials}`
          : `hands over: ${heard.task.workflow} ${heard.task.attributes}`;
      });
    default:
      return [];
  }
}

/** A happening as a line for the terminal. */
export function describe(happening: Happening): string {
  switch (happening.type) {
    case 'step': {
      const { from, name, to, subflow } = happening.step;
      return `    ${subflow ? '  ' : ''}${from} --${name}--> ${to}`;
    }
    case 'said':
      return `< ${spoken(happening.content)}`;
    case 'called': {
      const { call, result } = happening;
      const answer = 'failure' in result ? result.failure : `${result.status} ${result.body.slice(0, 200)}`;
      return `  * ${call.method} ${call.url}${call.body ? ` ${call.body}` : ''}\n  * ${answer}`;
    }
    case 'asked':
      return `  * bot ${happening.bot.bot}: ${happening.state}`;
    case 'task':
      return `  * hand-off to ${happening.workflow}: ${JSON.stringify(happening.attributes)}`;
    case 'timer':
      return `  * waits ${happening.seconds} s for an answer`;
    case 'dialled':
      return `  * calls ${happening.to}`;
    case 'ended':
      return happening.end.fault === undefined
        ? `  * the execution ends (${happening.end.reason})`
        : `  * the flow breaks down: ${happening.end.fault}`;
  }
}
