import { hexOf, isCall, threadKey } from '../thread.ts';
import { endTask } from './end-hand-off.ts';
import type { Line, ThreadState } from './state.ts';
import type { Turn } from './turn.ts';

/**
 * Where agents work in Flex, has them see there what this turn has written down, in order. Of a hand-off that begins they are
 * told everything at once. One that is over is remembered, as Flex may go on with it.
 */
export function bridgeLines(turn: Turn, before: ThreadState): void {
  const { event, state, lines } = turn;
  if (isCall(event.thread)) return;
  const { handOff } = before;
  if (handOff && state.handOff?.externalId !== handOff.externalId) turn.state = { ...state, over: handOff };
  // Twilio leaves the conversation of a task that nobody has taken open.
  if (handOff && !state.handOff && event.type === 'task' && event.event === 'canceled')
    endTask(turn, handOff, 'canceled');
  const inFlex = event.type === 'agent-said' ? event.inFlex : undefined;
  const same = handOff?.externalId === state.handOff?.externalId ? handOff?.externalId : undefined;
  const conversation = inFlex ?? same;
  if (conversation === undefined) return;
  // What the agent said there is there already, unless it could not even be tried.
  for (const line of lines) if (inFlex === undefined || line.status === 'failed') bridgeLine(turn, conversation, line);
}

/** Has the agent see one line, as it is by then. */
export function bridgeLine({ event, effects }: Turn, handOff: string, { sk }: Pick<Line, 'sk'>): void {
  const { id, thread } = event;
  effects.push({ type: 'bridge', id: hexOf(`${threadKey(thread)} ${id} bridges ${sk}`), thread, sk, handOff });
}
