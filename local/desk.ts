import * as z from 'zod';
import { meSchema } from '../lib/console/protocol/me.ts';
import { type Offer, type Task, workSchema } from '../lib/console/protocol/work.ts';
import type { Deed } from '../lib/deed.ts';
import type { Content } from '../lib/message.ts';
import { threadOf } from '../lib/thread.ts';
import { type Worker, workerSchema } from '../lib/worker.ts';
import { people, supervisors } from './oidc/people.ts';
import type { File } from './providers/provider.ts';

export type DeskWorker = { sid: string; name: string; activity: string; available: boolean };

/** What a worker is offered or has; `since` is epoch milliseconds, `address` the customer's on the channel. */
export type DeskReservation = {
  sid: string;
  taskSid: string;
  status: 'pending' | 'accepted' | 'wrapping';
  since: number;
  thread: string;
  channel: string;
  address: string;
  customer: Offer['customer'];
};

const lineSchema = z.object({
  thread: z.string(),
  sk: z.string(),
  at: z.number(),
  /** `aside` is among ourselves. */
  direction: z.enum(['in', 'out', 'aside']),
  by: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  remedy: z.string().optional(),
  providerId: z.string().optional(),
  edited: z.boolean().optional(),
  deleted: z.boolean().optional(),
  content: z.looseObject({
    type: z.string(),
    text: z.string().optional(),
    /** Of a file, where it is kept with us, and why it is not where it is kept out. */
    url: z.string().optional(),
    mediaType: z.string().optional(),
    name: z.string().optional(),
    caption: z.string().optional(),
    withheld: z.string().optional(),
  }),
});
export type DeskLine = z.infer<typeof lineSchema>;

/** A part of a conversation with a customer, over all channels. */
const partSchema = z.object({
  lines: z.array(lineSchema),
  earlier: z.string().optional(),
  handOff: z.object({ worker: workerSchema.optional() }).optional(),
});

export type DeskThread = { lines: DeskLine[]; holder: Worker | null };

const uploadSchema = z.object({
  url: z.string(),
  mediaType: z.string(),
  upload: z.object({ method: z.string(), url: z.string(), headers: z.record(z.string(), z.string()) }),
});

const errorSchema = z.object({ error: z.string() });

export type Desk = ReturnType<typeof openDesk>;

/**
 * The agents' side of a Seaway on this machine: its console API at `origin`, where `tokenFor` lets each worker in as if they
 * had signed in. What is said on a thread is read by a supervisor.
 */
export function openDesk(origin: string, tokenFor: (worker: string) => Promise<string>) {
  /** By their SIDs. */
  const names = new Map<string, string>();

  async function ask(worker: string, method: string, path: string, body?: unknown): Promise<Response> {
    const headers = { authorization: `Bearer ${await tokenFor(worker)}`, 'content-type': 'application/json' };
    return fetch(origin + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  }

  async function call(worker: string, method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await ask(worker, method, path, body);
    const json: unknown = await answer.json();
    if (answer.ok) return json;
    throw new Error(errorSchema.catch({ error: `${answer.status}` }).parse(json).error);
  }

  async function workers(): Promise<DeskWorker[]> {
    const all = await Promise.all(
      people.map(async ({ name }) => meSchema.parse(await call(name, 'GET', '/console/me'))),
    );
    return all.map(({ worker: { sid, name }, activity }) => {
      names.set(sid, name);
      return { sid, name, activity: activity.name, available: activity.available };
    });
  }

  async function nameOf(sid: string): Promise<string> {
    if (!names.has(sid)) await workers();
    return names.get(sid) ?? nobody(sid);
  }

  const deed = (worker: string, thread: string, id: string, done: Deed) =>
    call(worker, 'POST', '/console/deeds', { id, thread, deed: done });

  return {
    workers,
    async reservations(worker: string): Promise<DeskReservation[]> {
      const { offers, tasks } = workSchema.parse(await call(await nameOf(worker), 'GET', '/console/work'));
      return [
        ...offers.map((offer) => reservationOf(offer, 'pending', offer.offeredAt)),
        ...tasks.map((task) => reservationOf(task, task.state, task.acceptedAt)),
      ];
    },
    async answer(
      worker: string,
      { sid, taskSid, thread }: DeskReservation,
      answer: 'accepted' | 'rejected' | 'wrapping' | 'completed',
    ): Promise<unknown> {
      const name = await nameOf(worker);
      if (answer === 'wrapping') return deed(name, thread, `wrap ${sid}`, { type: 'wrap' });
      if (answer === 'completed') return deed(name, thread, `complete ${sid}`, { type: 'complete' });
      return call(name, 'POST', `/console/reservations/${sid}`, { answer, taskSid });
    },
    /** What was said on a thread, and who holds it now. */
    async thread(thread: string): Promise<DeskThread> {
      const lines: DeskLine[] = [];
      const [supervisor = ''] = supervisors;
      for (let before = ''; ; ) {
        const query = new URLSearchParams({ thread, ...(before && { before }) });
        const answer = await ask(supervisor, 'GET', `/console/conversation?${query}`);
        // Nobody has written there.
        if (answer.status === 404) return { lines: [], holder: null };
        const { lines: found, earlier, handOff } = partSchema.parse(await answer.json());
        lines.unshift(...found.filter((line) => line.thread === thread));
        if (earlier === undefined) return { lines, holder: handOff?.worker ?? null };
        before = earlier;
      }
    },
    say: ({ name }: Who, { thread }: DeskReservation, id: string, text: string) =>
      call(name, 'POST', '/console/messages', { id, task: thread, thread, text }),
    /** Says anything that can be said: choices, a place, a template, a reaction, a contact. */
    tell: ({ name }: Who, { thread }: DeskReservation, id: string, content: Content) =>
      call(name, 'POST', '/console/messages', { id, task: thread, thread, content }),
    /** Uploads a file and says it, with `text` below it where there is one. */
    async sendFile(
      { name: worker }: Who,
      { thread }: DeskReservation,
      id: string,
      { name, mediaType, data }: File,
      text?: string,
    ): Promise<void> {
      const asked = { name, mediaType, size: data.length };
      const { url, upload } = uploadSchema.parse(await call(worker, 'POST', '/console/uploads', asked));
      const { status } = await fetch(upload.url, { ...upload, body: new Uint8Array(data) });
      if (status !== 200) throw new Error(`the upload was answered with ${status}`);
      const file = { url, mediaType, name };
      await call(worker, 'POST', '/console/messages', { id, task: thread, thread, file, text });
    },
    /** An agent made sure that this thread's customer is who this address belongs to. */
    prove: ({ name }: Who, thread: string, id: string, proof: string) =>
      call(name, 'POST', '/console/proofs', { id, thread, proof }),
  };
}

type Who = { name: string };

const reservationOf = (
  { reservation, taskSid, thread, channel, customer }: Offer | Task,
  status: DeskReservation['status'],
  since: number,
): DeskReservation => {
  const address = threadOf(thread).sender;
  return { sid: reservation, taskSid, status, since, thread, channel, address, customer };
};

function nobody(sid: string): never {
  throw new Error(`there is no worker ${sid}`);
}
