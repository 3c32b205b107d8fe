import type { Configuration } from './configuration.ts';

/** What TaskRouter says of one task and of all that routes it. Times are epoch milliseconds. */
export type Facts = {
  now: number;
  task: TaskFacts;
  /** Its workflow, with `changed`: when its configuration was last touched. */
  workflow: { name: string; configuration: Configuration; reservationTimeout: number; changed: number } | undefined;
  /** What TaskRouter did with it, oldest first. */
  events: EventFacts[];
  /** Whom it was offered, oldest first. */
  offers: Offer[];
  queues: { sid: string; name: string; workers: string }[];
  workers: WorkerFacts[];
};

export type TaskFacts = {
  sid: string;
  /** TaskRouter deletes a task 5 minutes after its end: what is known of it then is from its events. */
  gone: boolean;
  status: string;
  attributes: Record<string, unknown>;
  priority: number;
  channel: string;
  created: number;
  /** Seconds until an unassigned task is given up. */
  timeout: number | undefined;
  queueSid: string | undefined;
  queueEntered: number | undefined;
  /** The worker whom it is for, where it bypasses the workflow. */
  worker: string | undefined;
  /** It goes to that worker however busy or away they are. */
  forced: boolean;
  reason: string | undefined;
};

export type EventFacts = { type: string; at: number; data: Record<string, string> };

/** `answer` is TaskRouter's reservation status; `answered` is when it came to that. */
export type Offer = { workerSid: string; worker: string; at: number; answer: string; answered: number };

export type WorkerFacts = {
  sid: string;
  name: string;
  attributes: Record<string, unknown>;
  activity: { sid: string; name: string };
  available: boolean;
  /** What they may take on the task's channel, which is asked for only of those of its queue who are available. */
  channel: { capacity: number; taken: number; open: boolean } | undefined;
};
