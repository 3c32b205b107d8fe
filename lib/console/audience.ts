import type { Thread } from '../message.ts';
import { threadKey } from '../thread.ts';

/** Who is told of an agent's work: every console that the worker of this name has open. */
export const audienceOf = (worker: string): string => `worker ${worker}`;

/** Who is told of a thread: the consoles of supervisors who look at it. */
export const watchersOf = (thread: Thread): string => `watch ${threadKey(thread)}`;
