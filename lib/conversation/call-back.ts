import type { Content } from '../message.ts';
import { knownOf } from './ask-task.ts';
import { inTheirLanguage } from './texts.ts';
import { aside, say, type Turn } from './turn.ts';
import type { CallBack, World } from './world.ts';

const ids = { yes: 'call-back yes', no: 'call-back no' };

/**
 * What a customer who waits is told, with the offer to be written back to: they keep their place and may leave. It goes with
 * everything they are told until they answer, so that it is the last thing said, and its numbers are answers.
 */
export function withCallBack(turn: Turn, text: string, texts: CallBack, known: Record<string, unknown>): Content {
  const { handOff } = turn.state;
  if (!handOff || handOff.callBack === 'declined') return { type: 'text', text };
  turn.state = { ...turn.state, handOff: { ...handOff, callBack: 'offered' } };
  return {
    type: 'choices',
    text: `${text}\n\n${inTheirLanguage(texts.say, known)}`,
    options: [
      { id: ids.yes, text: inTheirLanguage(texts.yes, known) },
      { id: ids.no, text: inTheirLanguage(texts.no, known) },
    ],
  };
}

/** Whether the choice of this id was the answer to that offer; a yes is kept, confirmed, and marked on the task. */
export async function takeCallBack(world: World, turn: Turn, choice: string | undefined): Promise<boolean> {
  const { handOff } = turn.state;
  if (handOff?.callBack !== 'offered' || handOff.worker !== undefined) return false;
  if (choice !== ids.yes && choice !== ids.no) return false;
  const wanted = choice === ids.yes;
  turn.state = { ...turn.state, handOff: { ...handOff, callBack: wanted ? 'wanted' : 'declined' } };
  if (!wanted) return true;
  aside(turn, 'The customer asked to be written back to.');
  const { id, thread } = turn.event;
  if (handOff.sid !== undefined)
    turn.effects.push({
      type: 'mark-task',
      id: `${id} mark`,
      thread,
      taskSid: handOff.sid,
      marks: { call_back: true },
    });
  const texts = world.routing.patience(handOff.request?.workflow ?? '')?.callBack;
  if (!texts) return true;
  const text = inTheirLanguage(texts.confirm, await knownOf(world, turn));
  say(turn, { type: 'text', text }, 'system', `${handOff.externalId} call-back confirmed`);
  return true;
}
