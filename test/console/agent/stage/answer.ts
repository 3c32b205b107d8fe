import * as z from 'zod';
import { callRequestSchema } from '../../../../lib/console/protocol/call.ts';
import { deedRequestSchema } from '../../../../lib/console/protocol/deed.ts';
import { type Content, contentSchema } from '../../../../lib/message.ts';
import { doAct } from './acts.ts';
import { ana } from './around.ts';
import { answerOffer, doDeed } from './deeds.ts';
import type { Scene } from './scene.ts';
import type { World } from './world.ts';

type Query = Record<string, string | undefined>;
export type Answer = { status: number; body: unknown };

/** What the console's API would answer, as far as a page can tell. */
export function answerOf(world: World, method: string, path: string, query: Query, body: unknown): Answer {
  world.asked.push({ method, path, body });
  const { scene } = world;
  const now = world.now();
  const thread = query.thread ?? '';
  const found = (value: unknown): Answer =>
    value === undefined
      ? { status: 404, body: { error: 'There is no such conversation.' } }
      : { status: 200, body: value };
  switch (`${method} ${path}`) {
    case 'GET /console/me':
      return found({ ...scene.me, now });
    case 'GET /console/work':
      return found({ ...scene.work, now });
    case 'GET /console/conversation':
      return found(pageOf(scene, thread, query.before));
    case 'GET /console/customer':
      return found(scene.customers[thread]);
    case 'GET /console/colleagues':
      return found(scene.colleagues);
    case 'GET /console/desk':
      return found({ ...scene.desk, now });
    case 'GET /console/search':
      return found(searched(scene, query.q ?? ''));
    case 'PUT /console/customer':
      return write(world, thread, () => setAttributes(scene, thread, attributesSchema.parse(body).attributes, now));
    case 'POST /console/messages': {
      const message = messageSchema.parse(body);
      return write(world, message.task, () => addMessage(scene, message, now));
    }
    case 'POST /console/deeds': {
      const { thread: of, deed } = deedRequestSchema.parse(body);
      return write(world, of, () => doDeed(scene, of, deed, now));
    }
    case 'POST /console/calls': {
      const { thread: of, act } = callRequestSchema.parse(body);
      return write(world, of, () => doAct(scene, of, act));
    }
    case 'POST /console/presence':
      return write(world, '', () => setPresence(scene, presenceSchema.parse(body).activity, now));
    case 'POST /console/uploads':
      return { status: 201, body: uploadOf(uploadSchema.parse(body)) };
    case 'POST /console/signals':
    case 'POST /console/proofs':
      return { status: 202, body: {} };
  }
  const reservation = /^\/console\/reservations\/(\w+)$/.exec(path)?.[1];
  if (method === 'POST' && reservation)
    return write(world, '', () => answerOffer(scene, reservation, offerAnswerSchema.parse(body).answer, now));
  return { status: 404, body: { error: `there is no ${method} ${path}` } };
}

const attributesSchema = z.object({ attributes: z.record(z.string(), z.unknown()) });
const presenceSchema = z.object({ activity: z.string() });
const uploadSchema = z.object({ name: z.string(), mediaType: z.string(), size: z.number() });
const offerAnswerSchema = z.object({ answer: z.enum(['accepted', 'rejected']), taskSid: z.string() });
const fileSchema = z.object({ url: z.string(), mediaType: z.string(), name: z.string().optional() });
const messageSchema = z.object({
  id: z.string(),
  task: z.string(),
  thread: z.string(),
  text: z.string().optional(),
  file: fileSchema.optional(),
  content: contentSchema.optional(),
});

/** Changes the scene, and tells the page a moment later, as the real one does. */
function write(world: World, thread: string, change: () => void): Answer {
  change();
  setTimeout(() => world.push({ type: 'changed', thread }), 30);
  return { status: 202, body: {} };
}

/** A hundred lines before the cursor, which is a number of lines. */
function pageOf({ conversations }: Scene, thread: string, before: string | undefined) {
  const conversation = conversations[thread];
  if (!conversation) return undefined;
  const end = before === undefined ? conversation.lines.length : Number(before);
  const start = Math.max(0, end - 100);
  const lines = conversation.lines.slice(start, end);
  return { ...conversation, lines, ...(start > 0 && { earlier: `${start}` }) };
}

function searched({ found }: Scene, text: string) {
  const wanted = text.toLowerCase();
  return { customers: found.customers.filter(({ customer }) => customer.name.toLowerCase().includes(wanted)) };
}

function addMessage(
  { conversations, work }: Scene,
  { id, task, thread, ...said }: z.infer<typeof messageSchema>,
  at: number,
): void {
  const lines = conversations[task]?.lines ?? [];
  if (lines.some(({ sentAs }) => sentAs === id)) return;
  const content = contentOf(said);
  const sk = `MESSAGE#${String(lines.length).padStart(6, '0')}`;
  lines.push({ thread, sk, at, direction: 'out', by: ana.name, content, status: 'sent', sentAs: id });
  const held = work.tasks.find((one) => one.thread === task);
  if (!held) return;
  held.waitingSince = undefined;
  held.last = { text: content.type === 'text' ? content.text : content.type, direction: 'out', at };
}

function contentOf({ text, file, content }: Omit<z.infer<typeof messageSchema>, 'id' | 'task' | 'thread'>): Content {
  if (content) return content;
  if (file) return { type: 'media', ...file, ...(text !== undefined && { caption: text }) };
  return { type: 'text', text: text ?? '' };
}

function setAttributes({ customers }: Scene, thread: string, attributes: Record<string, unknown>, at: number): void {
  const customer = customers[thread];
  if (!customer) return;
  const kept = customer.attributes.filter(({ name }) => !(name in attributes));
  const added = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ({ name, value, by: ana.name, at }));
  customer.attributes = [...kept, ...added];
}

function setPresence({ me }: Scene, name: string, since: number): void {
  const activity = me.activities.find((one) => one.name === name);
  if (activity) me.activity = { ...activity, since };
}

/** The stage takes every file at `/put/...` and shows it there. */
const uploadOf = ({ name, mediaType }: z.infer<typeof uploadSchema>) => {
  const url = `/put/${crypto.randomUUID()}/${encodeURIComponent(name)}`;
  return { url, mediaType, upload: { method: 'PUT', url, headers: { 'content-type': mediaType } } };
};
