import type { Effect } from '../effect.ts';
import type { FlowEvent } from '../flow/event.ts';
import type { Run } from '../flow/run.ts';
import type { Step } from '../flow/walk.ts';
import type { Customer } from '../identity/customer.ts';
import type { Identity } from '../identity/identify.ts';
import type { Served } from '../identity/known-agent.ts';
import type { Content, ThreadEvent } from '../message.ts';
import { isCall, threadKey, uuidOf } from '../thread.ts';
import type { Ended } from './end-hand-off.ts';
import { keepFile } from './keep-file.ts';
import { type Line, lineSk, type ThreadState } from './state.ts';

/** What a turn did with its flow: the events fed to the engine, the steps that these led to, and the execution after them. */
export type FlowTurn = { events: FlowEvent[]; steps: Step[]; run: Run };

/** One event's work on one thread, gathered until it is committed in one transaction. */
export type Turn = {
  event: ThreadEvent;
  state: ThreadState;
  /** The version that was read; undefined where the thread is new. */
  previous: number | undefined;
  identity?: Identity;
  /** Who this is, read when it is first needed. */
  customer?: Customer;
  lines: Line[];
  effects: Effect[];
  /** Attributes that the customer has told in this turn. */
  learnt: Record<string, unknown>;
  /** Provider's ids of lines that came in. */
  received: { providerId: string; sk: string }[];
  /** The agent who has the thread in hand from now on, or until now. */
  served?: Served;
  /** The task that turned out to be this thread's. */
  taskSid?: string;
  /** The hand-off that is over. */
  ended?: Ended;
  /** For the log of executions. */
  flowTurn?: FlowTurn;
};

/** A turn that has not done anything yet. */
export const beginTurn = (event: ThreadEvent, state: ThreadState, previous: number | undefined): Turn => ({
  event,
  state: { ...state, version: state.version + 1, ...(event.replyWith && { replyWith: event.replyWith }) },
  previous,
  lines: [],
  effects: [],
  learnt: {},
  received: [],
});

/** Writes down what the customer said. */
export function hear(turn: Turn, content: Content, providerId: string | undefined): void {
  const known = providerId !== undefined && { providerId };
  const sk = addLine(turn, { direction: 'in', by: 'customer', content, status: 'delivered', ...known });
  const { at } = turn.event;
  turn.state = { ...turn.state, status: 'open', lastMessageAt: at, heardAt: at, choosing: false };
  if (content.type !== 'reaction') {
    const { heard, owner, waitingSince = at } = turn.state;
    turn.state = { ...turn.state, heard: heard + 1, ...(owner === 'agent' && { waitingSince }) };
  }
  turn.effects.push(...keepFile(turn.event, sk, content));
  if (providerId === undefined) return;
  turn.state = { ...turn.state, unread: providerId };
  turn.received.push({ providerId, sk });
}

/** Writes down what we say and asks for it to be sent. `key` tells this message from every other of the thread. */
export function say(turn: Turn, content: Content, by: string, key: string): void {
  if (isCall(turn.event.thread)) {
    refuse(turn, { content, by, key }, 'Not sent: a call hears only what its flow says.');
    return;
  }
  const id = uuidOf(`${threadKey(turn.event.thread)} ${key}`);
  const sk = addLine(turn, { direction: 'out', by, content, status: 'queued', id, key });
  const { replyWith, heardAt, unread } = turn.state;
  const byAgent = turn.event.type === 'agent-said';
  turn.effects.push({
    type: 'send',
    id,
    thread: turn.event.thread,
    sk,
    content,
    ...(replyWith && { replyWith }),
    ...(heardAt !== undefined && { heardAt }),
    ...(unread !== undefined && { reads: unread }),
    ...(byAgent && { agent: by }),
  });
  const choosing = content.type === 'choices';
  const offered = choosing ? content.options : turn.state.offered;
  turn.state = {
    ...turn.state,
    replyWith: replyWith?.reusable ? replyWith : undefined,
    unread: undefined,
    offered,
    choosing,
    ...(byAgent && { waitingSince: undefined }),
  };
}

/** Writes down what could not even be tried, so that whoever said it sees why. */
export function refuse(turn: Turn, said: Pick<Line, 'content' | 'by' | 'key'>, reason: string): void {
  addLine(turn, { direction: 'out', ...said, status: 'failed', reason });
}

/** Writes down, for agents alone, what became of the conversation. */
export function aside(turn: Turn, text: string): void {
  addLine(turn, { direction: 'aside', by: 'system', content: { type: 'text', text }, status: 'delivered' });
}

/** Adds a line to the transcript and gives its sort key. */
export function addLine(turn: Turn, line: Omit<Line, 'sk' | 'at'>): string {
  const sk = lineSk(turn.state.lines + 1);
  turn.lines.push({ ...line, sk, at: turn.event.at });
  turn.state = { ...turn.state, lines: turn.state.lines + 1 };
  return sk;
}
