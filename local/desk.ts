import * as z from 'zod';
import { signedHeaders } from '../lib/aws/sign.ts';
import type { Content } from '../lib/message.ts';
import { localAccess } from './aws/access.ts';
import type { File } from './providers/provider.ts';

const workerSchema = z.object({ sid: z.string(), name: z.string(), activity: z.string(), available: z.boolean() });
export type DeskWorker = z.infer<typeof workerSchema>;

const reservationSchema = z.object({
  sid: z.string(),
  taskSid: z.string(),
  status: z.enum(['pending', 'accepted', 'wrapping']),
  since: z.string(),
  thread: z.string(),
  attributes: z.record(z.string(), z.unknown()),
});
export type DeskReservation = z.infer<typeof reservationSchema>;

const lineSchema = z.object({
  sk: z.string(),
  at: z.number(),
  direction: z.enum(['in', 'out']),
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

const threadSchema = z.object({
  lines: z.array(lineSchema),
  holder: z.object({ sid: z.string(), name: z.string() }).nullable(),
});
export type DeskThread = z.infer<typeof threadSchema>;

const uploadSchema = z.object({
  url: z.string(),
  mediaType: z.string(),
  upload: z.object({ method: z.string(), url: z.string(), headers: z.record(z.string(), z.string()) }),
});

type Who = { sid: string; name: string };

export type Desk = ReturnType<typeof openDesk>;

/** The agents' side of a Seaway on this machine: its console API at `origin`, every request signed as IAM wants it. */
export function openDesk(origin: string) {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const url = origin + path;
    const scope = { region: localAccess.region, service: 'execute-api', now: Date.now() };
    const headers = signedHeaders({ method, url, body: text }, localAccess.credentials, scope);
    const answer = await fetch(url, { method, headers, ...(text && { body: text }) });
    const json: unknown = await answer.json();
    if (!answer.ok)
      throw new Error(
        z
          .object({ error: z.string() })
          .catch({ error: `${answer.status}` })
          .parse(json).error,
      );
    return json;
  };

  return {
    async workers(): Promise<DeskWorker[]> {
      return z.object({ workers: z.array(workerSchema) }).parse(await call('GET', '/console/workers')).workers;
    },
    async reservations(worker: string): Promise<DeskReservation[]> {
      const answer = await call('GET', `/console/workers/${worker}`);
      return z.object({ reservations: z.array(reservationSchema) }).parse(answer).reservations;
    },
    answer: (
      worker: string,
      { sid, taskSid }: DeskReservation,
      answer: 'accepted' | 'rejected' | 'wrapping' | 'completed',
    ) => call('POST', `/console/workers/${worker}/reservations/${sid}`, { answer, taskSid }),
    /** What was said on a thread, and who holds it now. */
    async thread(thread: string): Promise<DeskThread> {
      return threadSchema.parse(await call('GET', `/console/thread?thread=${encodeURIComponent(thread)}`));
    },
    say: (worker: Who, { thread, taskSid }: DeskReservation, id: string, text: string) =>
      call('POST', '/console/messages', { id, thread, worker: whoIs(worker), taskSid, text }),
    /** Says anything that can be said: choices, a place, a template, a reaction, a contact. */
    tell: (worker: Who, { thread, taskSid }: DeskReservation, id: string, content: Content) =>
      call('POST', '/console/messages', { id, thread, worker: whoIs(worker), taskSid, content }),
    /** Uploads a file and says it, with `text` below it where there is one. */
    async sendFile(
      worker: Who,
      { thread, taskSid }: DeskReservation,
      id: string,
      { name, mediaType, data }: File,
      text?: string,
    ): Promise<void> {
      const asked = { name, mediaType, size: data.length };
      const { url, upload } = uploadSchema.parse(await call('POST', '/console/uploads', asked));
      const { status } = await fetch(upload.url, { ...upload, body: new Uint8Array(data) });
      if (status !== 200) throw new Error(`the upload was answered with ${status}`);
      const file = { url, mediaType, name };
      await call('POST', '/console/messages', { id, thread, worker: whoIs(worker), taskSid, file, text });
    },
    /** An agent made sure that this thread's customer is who this address belongs to. */
    prove: (worker: Who, thread: string, id: string, proof: string) =>
      call('POST', '/console/proofs', { id, thread, worker: whoIs(worker), proof }),
  };
}

const whoIs = ({ sid, name }: Who): Who => ({ sid, name });
