import * as z from 'zod';
import type { Desk, DeskReservation, DeskWorker } from '../desk.ts';
import { deedSchema } from './deeds.ts';
import type { Screens } from './screens.ts';
import type { Telephones } from './telephones.ts';

/** An id made in the page for each thing done: sent twice, it is done once. */
const id = z.uuid();

/** A file travels as base64. */
const file = {
  name: z.string().min(1).max(200),
  mediaType: z.string().max(100),
  data: z.base64().transform((text) => Buffer.from(text, 'base64')),
};

const customerAction = z.object({
  type: z.literal('customer'),
  id,
  channel: z.string(),
  sender: z.string(),
  says: z.discriminatedUnion('type', [
    z.object({ type: z.literal('text'), text: z.string().trim().min(1).max(4000) }),
    z.object({ type: z.literal('choice'), option: z.string() }),
    z.object({ type: z.literal('file'), ...file }),
    z.object({ type: z.literal('location'), latitude: z.number(), longitude: z.number() }),
    z.object({ type: z.literal('sticker') }),
    z.object({ type: z.literal('contact'), name: z.string(), phone: z.string() }),
    z.object({ type: z.literal('edit'), message: z.string(), text: z.string().trim().min(1).max(4000) }),
    z.object({ type: z.literal('unsend'), message: z.string() }),
    z.object({ type: z.literal('react'), message: z.string(), emoji: z.string() }),
    z.object({ type: z.enum(['typing', 'read', 'leave']) }),
  ]),
});

/** `customer` is the number of who calls. */
const callAction = z.object({ type: z.literal('call'), id, account: z.string(), customer: z.string() });
const telephoneAction = z.object({ type: z.literal('telephone'), id, call: z.string(), does: deedSchema });

const agent = { id, worker: z.string() };

const actionSchema = z.discriminatedUnion('type', [
  customerAction,
  callAction,
  telephoneAction,
  z.object({
    ...agent,
    type: z.literal('answer'),
    reservation: z.string(),
    answer: z.enum(['accepted', 'rejected', 'wrapping', 'completed']),
  }),
  z.object({ ...agent, type: z.literal('say'), reservation: z.string(), text: z.string().trim().min(1).max(4000) }),
  z.object({ ...agent, type: z.literal('send-file'), reservation: z.string(), ...file }),
  z.object({
    ...agent,
    type: z.literal('prove'),
    thread: z.string(),
    phone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'a phone number starts with + and its country, such as +41790000001'),
  }),
  z.object({ ...agent, type: z.literal('activity'), activity: z.string() }),
]);

/** What a person at the page can do, as a customer or as an agent: as it is taken here, and as the page sends it. */
export type Action = z.infer<typeof actionSchema>;
export type PageAction = z.input<typeof actionSchema>;
export type PageSays = z.input<typeof customerAction>['says'];

type AgentAction = Exclude<Action, { type: 'customer' | 'call' | 'telephone' }>;

type World = {
  screens: Screens;
  telephones: Telephones;
  desk: Desk;
  /** Shows the pages what an agent's action has changed. */
  look(): Promise<void>;
  setActivity(worker: string, activity: string): Promise<void>;
};

/** Gives what does an action once, however often it comes. It throws, with a sentence for the page, what cannot be done. */
export function openActions(world: World): (json: unknown) => Promise<void> {
  const done = new Map<string, Promise<void>>();
  return async (json) => {
    const parsed = actionSchema.safeParse(json);
    if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join('; '));
    const work = done.get(parsed.data.id) ?? act(world, parsed.data);
    done.set(parsed.data.id, work);
    // What failed may be tried again under its id: whoever takes it knows it by that.
    await work.catch((thrown) => {
      done.delete(parsed.data.id);
      throw thrown;
    });
  };
}

async function act(world: World, action: Action): Promise<void> {
  if (action.type === 'customer') return world.screens.say(action);
  if (action.type === 'call') return world.telephones.call(action.account, action.customer);
  if (action.type === 'telephone') return world.telephones.act(action.call, action.does);
  // Also what failed: then the page was behind.
  await actAsAgent(world, action).finally(world.look);
}

async function actAsAgent({ desk, setActivity }: World, action: AgentAction): Promise<void> {
  if (action.type === 'activity') return setActivity(action.worker, action.activity);
  const worker = await workerOf(desk, action.worker);
  if (action.type === 'prove') {
    await desk.prove(worker, action.thread, action.id, `phone:${action.phone}`);
    return;
  }
  const reservation = await reservationOf(desk, worker, action.reservation);
  if (action.type === 'say') await desk.say(worker, reservation, action.id, action.text);
  else if (action.type === 'send-file') await desk.sendFile(worker, reservation, action.id, action);
  else await desk.answer(worker.sid, reservation, action.answer);
}

async function workerOf(desk: Desk, sid: string): Promise<DeskWorker> {
  const worker = (await desk.workers()).find((one) => one.sid === sid);
  if (!worker) throw new Error('there is no such agent any more: load the page again');
  return worker;
}

async function reservationOf(desk: Desk, worker: DeskWorker, sid: string): Promise<DeskReservation> {
  const reservation = (await desk.reservations(worker.sid)).find((one) => one.sid === sid);
  if (!reservation) throw new Error(`${worker.name} does not have this any more: it rang out, or it is completed`);
  return reservation;
}
