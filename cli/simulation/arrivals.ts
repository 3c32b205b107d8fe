import * as z from 'zod';
import { Permanent, reasonOf } from '../../lib/errors.ts';
import type { Customer } from '../../lib/identity/customer.ts';
import type { StoredConversation } from '../../lib/store/conversations.ts';
import { threadKey } from '../../lib/thread.ts';

/** The year 2100: what is later was meant otherwise. */
const latest = 4_102_444_800_000;

/** A customer who is handed over: what TaskRouter is asked for, how long they have patience and their agent is busy. */
const arrivalSchema = z.strictObject({
  /** Epoch milliseconds, or `2026-11-23T09:14:03Z`. */
  at: z.union([z.number().min(0).max(latest), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]),
  /** A workflow of the configuration by its name; the first one unless told. */
  workflow: z.string().optional(),
  taskChannel: z.string().default('chat'),
  priority: z.int().nonnegative().default(0),
  /** What the flow gives the task: language, vip, department, skills. */
  attributes: z.record(z.string(), z.unknown()).default({}),
  /** The worker, by name, who is to be asked first; nobody where they are not there. */
  knownAgent: z.string().optional(),
  /** Seconds from the acceptance until the worker has room again. */
  handling: z.number().positive(),
  /** Seconds after which the customer leaves; as long as it takes, unless told. */
  patience: z.number().positive().optional(),
});
export type Arrival = z.infer<typeof arrivalSchema>;

/** Arrivals as JSON lines, in order of time. Throws Permanent with the number of the line that does not fit. */
export function readArrivals(text: string): Arrival[] {
  const lines = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ line, number: index + 1 }]));
  return lines.map(readLine).sort((one, other) => one.at - other.at);
}

function readLine({ line, number }: { line: string; number: number }): Arrival {
  try {
    const parsed = arrivalSchema.safeParse(JSON.parse(line));
    if (parsed.success) return parsed.data;
    throw new Permanent(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  } catch (error) {
    throw new Permanent(`line ${number}: ${reasonOf(error)}`, { cause: error });
  }
}

/** What a recorded hand-off needs to be read again: its customer, by the thread's key, and what SIDs of flows stand for. */
export type Meanings = { people: ReadonlyMap<string, Customer>; nameOf(sid: string): string };

/**
 * Arrivals as the table remembers them, with customers as they are known now. Who gave up had the patience that the record
 * shows; who was served is taken to wait as long as it takes. Where nobody came, the work would have been the median of the
 * others, or 5 minutes. Calls, which the record does not say enough of, are left out.
 */
export function arrivalsFrom(conversations: readonly StoredConversation[], { people, nameOf }: Meanings): Arrival[] {
  const handlings = conversations.flatMap(({ acceptedAt, endedAt }) =>
    acceptedAt === undefined ? [] : [secondsBetween(acceptedAt, endedAt)],
  );
  const usual = handlings.sort((one, other) => one - other)[Math.floor(handlings.length / 2)] ?? 300;
  return conversations.flatMap(({ thread, askedAt, acceptedAt, endedAt, request }): Arrival[] => {
    if (!request) return [];
    return [
      {
        at: askedAt,
        workflow: nameOf(request.workflow),
        taskChannel: nameOf(request.taskChannel),
        priority: request.priority,
        attributes: { ...request.attributes, ...knownOf(people.get(threadKey(thread))) },
        ...(acceptedAt === undefined
          ? { handling: usual, patience: secondsBetween(askedAt, endedAt) }
          : { handling: secondsBetween(acceptedAt, endedAt) }),
      },
    ];
  });
}

/** What a task knows of its customer. */
function knownOf(customer: Customer | undefined): Record<string, unknown> {
  const { language, vip } = customer?.attributes ?? {};
  return {
    ...(language !== undefined && { language }),
    ...(vip !== undefined && { vip: vip === true || vip === 'true' }),
  };
}

const secondsBetween = (from: number, until: number): number => Math.max((until - from) / 1_000, 1);
