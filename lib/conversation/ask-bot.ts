import type { BotMessage, Said } from '../bots/bot.ts';
import type { BotResult, FlowEffect } from '../flow/event.ts';
import { hexOf, threadKey } from '../thread.ts';
import { type Line, lineSk } from './state.ts';
import type { Turn } from './turn.ts';
import type { World } from './world.ts';

/** Bots asked in one turn: with 10 s each, more would not be over before the function's time is. */
const mostAsked = 3;

/** Lines that are read for a bot without a memory of its own. */
const mostLines = 40;

/**
 * Asks a flow's bot, telling it the customer's attributes as the flow knows them. A failure is a result, on which the flow
 * takes another branch; the operator finds it in the log.
 */
export async function askBot(
  world: World,
  turn: Turn,
  attributes: Record<string, unknown>,
  effect: Extract<FlowEffect, { type: 'bot' }>,
): Promise<BotResult> {
  const result = askedOften(turn)
    ? { failure: `the flow asked ${mostAsked} times for one message: let it wait for a reply in between` }
    : await world.bot(effect.bot, messageOf(world, turn, attributes, effect), effect.timeout);
  if ('failure' in result) world.log('a bot gave no answer', { bot: effect.bot, reason: result.failure });
  return result;
}

const askedOften = ({ flowTurn }: Turn): boolean =>
  (flowTurn?.events.filter(({ type }) => type === 'bot').length ?? 0) >= mostAsked;

function messageOf(
  { store }: World,
  turn: Turn,
  attributes: Record<string, unknown>,
  { key, session, text, parameters }: Extract<FlowEffect, { type: 'bot' }>,
): BotMessage {
  const { thread, id } = turn.event;
  const known = parameters.language ?? attributes.language;
  const visit = turn.state.bot?.session === session ? turn.state.bot : { session, line: turn.state.lines };
  turn.state = { ...turn.state, bot: visit };
  return {
    id: hexOf(`${threadKey(thread)} ${id} ${key}`),
    session,
    text,
    language: typeof known === 'string' ? known : undefined,
    customer: { id: turn.identity?.customer.id ?? turn.state.customerId, attributes },
    parameters,
    history: async () =>
      (await store.transcript.page(thread, mostLines)).filter(({ sk }) => sk >= lineSk(visit.line)).flatMap(saidIn),
  };
}

/** What the customer and the flow said in words; what was deleted is not told again. */
function saidIn({ by, content, deleted }: Line): Said[] {
  if (deleted || (by !== 'customer' && by !== 'flow')) return [];
  if (content.type !== 'text' && content.type !== 'choices') return [];
  return [{ by: by === 'customer' ? 'customer' : 'us', text: content.text }];
}
