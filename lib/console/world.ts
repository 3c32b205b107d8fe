import type { Effect } from '../effect.ts';
import type { ThreadEvent } from '../message.ts';
import type { ConsoleStore } from '../store/console.ts';
import type { DeskRules } from '../tasks/desk-rules.ts';
import type { Figures } from '../tasks/figures.ts';
import type { Tasks } from '../tasks/tasks.ts';
import type { Team } from '../tasks/team.ts';
import type { Telephony } from '../voice/conference/telephony.ts';
import type { Worker } from '../worker.ts';
import type { Files } from './files.ts';
import type { DeadLetter } from './letters.ts';
import type { ConsoleSettings } from './protocol/me.ts';

/** What the agents' side needs of the outside world. */
export type World = {
  tasks: Tasks;
  team: Team;
  figures: Figures;
  /** The worker of a name, as it was a few minutes ago; undefined where there is none. */
  worker(name: string): Promise<Worker | undefined>;
  /** How a task came to whom it did, in sentences, the most telling first; none where TaskRouter does not say. */
  why(taskSid: string): Promise<string[]>;
  store: ConsoleStore;
  enqueue(event: ThreadEvent): Promise<void>;
  /** Tells the customer at once, past the conversation, which it does not change. */
  signal(effect: Extract<Effect, { type: 'signal' }>): Promise<void>;
  /** What could not be worked on, of both queues; it stays where it lies. */
  deadLetters(): Promise<DeadLetter[]>;
  files: Files;
  phone: DeskPhone;
  rules: DeskRules;
  settings: ConsoleSettings;
  /** Where pages open a WebSocket, `wss://...`. */
  socket: string;
  now(): number;
};

/** How agents are on the phone. */
type DeskPhone = {
  telephony: Telephony;
  /** Our numbers, from which agents are called. */
  numbers: readonly { account: string; number: string }[];
  /** Our public address, without a path. */
  origin: string;
};

/** Who asks, once it is known which worker that is. */
export type Agent = { worker: Worker; supervisor: boolean };

/** `parameters` are those of the path and of the query. */
type Asked = { parameters: Record<string, string | undefined>; body: unknown };

export type ConsoleAnswer = { status: number; body: unknown };

/** One resource of the API. Throws Refusal, and ZodError where what was asked does not fit. */
export type Resource = (world: World, agent: Agent, asked: Asked) => Promise<ConsoleAnswer>;
