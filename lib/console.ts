import * as z from 'zod';
import { type Files, fileSchema, uploadFor, withLink } from './console/files.ts';
import type { Line, ThreadState } from './conversation/state.ts';
import type { Effect } from './effect.ts';
import { type Content, contentSchema, proofSchema, type Thread, type ThreadEvent } from './message.ts';
import type { Tasks } from './tasks/tasks.ts';
import { threadOf } from './thread.ts';

/** What the agents' side needs of the outside world. */
export type Desk = {
  tasks: Tasks;
  state(thread: Thread): Promise<ThreadState | undefined>;
  transcript(thread: Thread): Promise<Line[]>;
  enqueue(event: ThreadEvent): Promise<void>;
  /** Tells the customer at once, past the conversation, which it does not change. */
  signal(effect: Extract<Effect, { type: 'signal' }>): Promise<void>;
  files: Files;
  now(): number;
};

/** A thread's key never stands in the path: API Gateway decodes paths, and keys hold percent signs. */
export type ConsoleRequest = { method: string; path: string; query: Record<string, string | undefined>; body: unknown };
export type ConsoleAnswer = { status: number; body: unknown };

/**
 * The agents' side over HTTP: who works, what a worker is offered and holds, what was said, and the answers to it. A
 * message to a conversation that somebody else holds is refused with 409 and the holder's name.
 */
export async function answerConsole(desk: Desk, { method, path, query, body }: ConsoleRequest): Promise<ConsoleAnswer> {
  for (const [pattern, answer] of Object.entries(routes)) {
    const parameters = match(pattern, `${method} ${path}`);
    if (parameters) return answer(desk, { ...query, ...parameters }, body);
  }
  return { status: 404, body: { error: `there is no ${method} ${path}` } };
}

type Route = (desk: Desk, parameters: Record<string, string | undefined>, body: unknown) => Promise<ConsoleAnswer>;

const routes: Record<string, Route> = {
  'GET /console/workers': async ({ tasks }) => {
    const workers = await tasks.workers();
    const shown = workers.map(({ sid, friendlyName, activityName, available }) => ({
      sid,
      name: friendlyName,
      activity: activityName,
      available,
    }));
    return { status: 200, body: { workers: shown } };
  },

  'GET /console/workers/:worker': async ({ tasks }, { worker = '' }) => {
    const reservations = await tasks.reservations(worker);
    const live = reservations.filter(({ reservationStatus }) => liveStatuses.has(reservationStatus));
    const work = await Promise.all(live.map((reservation) => describe(tasks, reservation)));
    return { status: 200, body: { reservations: work } };
  },

  'POST /console/workers/:worker/reservations/:reservation': async ({ tasks }, parameters, body) => {
    const { worker = '', reservation = '' } = parameters;
    const { answer, taskSid } = answerSchema.parse(body);
    if (answer === 'rejected') await tasks.exclude(taskSid, worker);
    await tasks.answer(worker, reservation, answer);
    return { status: 200, body: { reservation, answer } };
  },

  'GET /console/thread': async (desk, { thread = '' }) => {
    const [lines, state] = await Promise.all([desk.transcript(threadOf(thread)), desk.state(threadOf(thread))]);
    const shown = lines.map((line) => withLink(line, desk.files));
    return { status: 200, body: { lines: shown, holder: state?.handOff?.worker ?? null } };
  },

  'POST /console/messages': async (desk, _, body) => {
    const { id, thread, worker, taskSid, content } = saidSchema.parse(body);
    const elsewhere = await heldElsewhere(desk, { thread, worker, taskSid });
    if (elsewhere) return elsewhere;
    const said = { id: `said ${id}`, worker, taskSid, content };
    await desk.enqueue({ type: 'agent-said', thread: threadOf(thread), at: desk.now(), ...said });
    return { status: 202, body: { id } };
  },

  'POST /console/signals': async (desk, _, body) => {
    const { id, thread, worker, taskSid, signal, messageId } = signalSchema.parse(body);
    const elsewhere = await heldElsewhere(desk, { thread, worker, taskSid });
    if (elsewhere) return elsewhere;
    const about = messageId === undefined ? {} : { messageId };
    await desk.signal({ type: 'signal', id: `signal ${id}`, thread: threadOf(thread), signal, ...about });
    return { status: 202, body: { id } };
  },

  'POST /console/uploads': async ({ files }, _, body) => {
    const { refused, ...upload } = uploadFor(body, files);
    return refused === undefined ? { status: 201, body: upload } : { status: 400, body: { error: refused } };
  },

  'POST /console/proofs': async (desk, _, body) => {
    const { id, thread, worker, proof } = provenSchema.parse(body);
    const proven = { id: `identified ${id}`, worker, proves: [proof] };
    await desk.enqueue({ type: 'identified', thread: threadOf(thread), at: desk.now(), ...proven });
    return { status: 202, body: { id } };
  },
};

const workerSchema = z.object({ sid: z.string(), name: z.string() });
const answerSchema = z.object({
  answer: z.enum(['accepted', 'rejected', 'wrapping', 'completed']),
  taskSid: z.string(),
});
/** What an agent does to a task that they say they hold. */
const held = { id: z.string(), thread: z.string(), worker: workerSchema, taskSid: z.string() };
const signalSchema = z.object({ ...held, signal: z.enum(['typing', 'read']), messageId: z.string().optional() });
/** Nothing else than files that lie where files do, however it is said. */
const sayableSchema = contentSchema.refine(
  (content) => content.type !== 'media' || /^(https:\/\/|media:media\/)/.test(content.url),
  { path: ['url'], error: 'a file lies at an https address, or where it was uploaded' },
);
/** A text, a file, a file with a text below it, or by itself any content. */
const saidSchema = z
  .object({
    ...held,
    text: z.string().min(1).optional(),
    file: fileSchema.optional(),
    content: sayableSchema.optional(),
  })
  .transform(({ text, file, content, ...by }, context) => {
    const said = content ?? contentOf(text, file);
    if (said && (content === undefined || (text === undefined && file === undefined))) return { ...by, content: said };
    const message = said ? 'content comes by itself, without text and file' : 'text, file or content is missing';
    context.addIssue({ code: 'custom', path: ['content'], message });
    return z.NEVER;
  });

function contentOf(text: string | undefined, file: z.infer<typeof fileSchema> | undefined): Content | undefined {
  if (file) return { type: 'media', ...file, ...(text !== undefined && { caption: text }) };
  return text === undefined ? undefined : { type: 'text', text };
}

const provenSchema = z.object({ id: z.string(), thread: z.string(), worker: workerSchema, proof: proofSchema });

/** The refusal of who does not hold the conversation, with the name of who does. */
async function heldElsewhere(
  { state }: Desk,
  { thread, worker, taskSid }: { thread: string; worker: { sid: string }; taskSid: string },
): Promise<ConsoleAnswer | undefined> {
  const handOff = (await state(threadOf(thread)))?.handOff;
  if (handOff?.sid === taskSid && handOff.worker?.sid === worker.sid) return undefined;
  return { status: 409, body: { error: `this conversation is held by ${handOff?.worker?.name ?? 'nobody'}` } };
}

const liveStatuses = new Set(['pending', 'accepted', 'wrapping']);

async function describe(
  tasks: Tasks,
  { sid, taskSid, reservationStatus, dateCreated }: Awaited<ReturnType<Tasks['reservations']>>[number],
) {
  const task = await tasks.task(taskSid);
  const attributes = z.record(z.string(), z.unknown()).parse(JSON.parse(task.attributes));
  return { sid, taskSid, status: reservationStatus, since: dateCreated, thread: attributes.thread_key, attributes };
}

/** The parameters of a path that fits `pattern`; undefined where it does not. */
function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) parameters[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return parameters;
}
