import type { HandOff } from './hand-off.ts';
import type { TaskEvent } from './offers.ts';
import type { Turn } from './turn.ts';

/**
 * In Flex agents hand a conversation on by themselves: Flex makes a further task with the attributes of the first, and ends
 * either, in any order. Whether this event was about that; else it is about the hand-off's own task, as always. The
 * conversation is an agent's as long as any of its tasks lives.
 */
export function takeFlexEvent(turn: Turn, event: TaskEvent): boolean {
  const { handOff } = turn.state;
  if (!handOff) {
    if (event.interaction === undefined) return false;
    goOn(turn, event);
    return true;
  }
  if (event.interaction === undefined && handOff.further === undefined) return false;
  if (handOff.externalId !== event.externalId) return event.interaction !== undefined;
  if (handOff.sid === undefined || !event.taskSid) return false;
  if (handOff.sid === event.taskSid) return isOver(event) && passOn(turn, handOff, event);
  takeFurther(turn, handOff, event);
  return true;
}

type Further = NonNullable<HandOff['further']>[number];

/** Something happened to a task by which a colleague is asked, or who had it before has it still. */
function takeFurther(turn: Turn, handOff: HandOff, event: TaskEvent): void {
  const { further = [] } = handOff;
  const known = further.find(({ sid }) => sid === event.taskSid) ?? { sid: event.taskSid, version: -1 };
  const version = event.version ?? known.version;
  if (known.over || version < known.version) return;
  const others = further.filter(({ sid }) => sid !== event.taskSid);
  const keep = (change: Partial<Further>) => {
    turn.state = { ...turn.state, handOff: { ...handOff, further: [...others, { ...known, version, ...change }] } };
  };
  if (event.event !== 'accepted') {
    keep(isOver(event) ? { over: true } : {});
    return;
  }
  const { sid, worker } = handOff;
  const former = sid === undefined ? [] : [{ sid, version: handOff.version, ...(worker && { worker }) }];
  hold(turn, { ...handOff, further: [...others, ...former] }, { ...known, version }, event);
}

/** The task is over: the conversation is with the newest that lives, where there is one. */
function passOn(turn: Turn, handOff: HandOff, event: TaskEvent): boolean {
  const { further = [], sid = '' } = handOff;
  const version = event.version ?? handOff.version;
  const next = further.findLast(({ over }) => !over);
  if (!next) return false;
  if (version < handOff.version) return true;
  const others = further.filter((one) => one !== next);
  hold(turn, { ...handOff, further: [...others, { sid, version, over: true }] }, next, event);
  return true;
}

/** An agent in Flex is asked, or has it, after what looked like the end of the hand-off. */
function goOn(turn: Turn, event: TaskEvent): void {
  const { over } = turn.state;
  if (over?.externalId !== event.externalId) return;
  const { further = [], sid = '', version } = over;
  if ([sid, ...further.map((one) => one.sid)].includes(event.taskSid)) return;
  const task = { sid: event.taskSid, version: event.version ?? -1 };
  if (isOver(event)) {
    turn.state = { ...turn.state, over: { ...over, further: [...further, { ...task, over: true }] } };
    return;
  }
  turn.state = { ...turn.state, status: 'open', owner: 'agent', run: undefined, over: undefined };
  hold(turn, { ...over, further: [...further, { sid, version, over: true }] }, task, event);
}

/** The conversation is with whom this task finds, or has found. */
function hold(turn: Turn, handOff: HandOff, { sid, version, worker: has }: Further, event: TaskEvent): void {
  const { at } = event;
  const worker = event.event === 'accepted' ? event.worker : has;
  if (handOff.worker && handOff.worker.sid !== worker?.sid) turn.served = { worker: handOff.worker, at, open: false };
  if (worker) turn.served = { worker, at, open: true };
  turn.taskSid = sid;
  const state = worker ? 'accepted' : 'waiting';
  const since = event.event === 'accepted' && { acceptedAt: at };
  turn.state = { ...turn.state, handOff: { ...handOff, sid, version, state, worker, offered: undefined, ...since } };
}

const isOver = ({ event }: TaskEvent): boolean => event === 'completed' || event === 'canceled';
