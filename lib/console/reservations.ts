import * as z from 'zod';
import { reasonOf, Transient } from '../errors.ts';
import { ifRefused, Refused } from '../tasks/taskrouter.ts';
import { answerCall } from './answer-call.ts';
import { Refusal } from './refusal.ts';
import { threadKeySchema } from './thread-key.ts';
import type { Agent, Resource, World } from './world.ts';

const reservationSchema = z.string().regex(/^WR[0-9a-f]{32}$/i, 'takes the SID of a reservation, WR and 32 hex digits');
const answerSchema = z.object({ answer: z.enum(['accepted', 'rejected']), taskSid: z.string() });

/** The agent takes what they are offered, or declines it. */
export const postReservation: Resource = async (world, agent, { parameters, body }) => {
  const reservation = reservationSchema.parse(parameters.reservation);
  const { answer, taskSid } = answerSchema.parse(body);
  if (answer === 'accepted') await accept(world, agent, { reservation, taskSid });
  else await decline(world, agent, reservation);
  return { status: 200, body: { reservation, answer } };
};

/**
 * Accepts, at most twice: what TaskRouter answers may be lost, or be no answer, so that after a failure the reservation itself
 * says what happened. Throws Refusal where somebody else has it or it is not offered any more, Transient where it still is.
 */
async function accept(world: World, agent: Agent, { reservation, taskSid }: Asked): Promise<void> {
  const offered = await offeredIn(world, taskSid);
  for (let attempt = 1; ; attempt += 1) {
    const answered = await take(world, agent, { reservation, offered }).catch(asFailure);
    const failure = answered instanceof Error ? answered : undefined;
    const found = answered instanceof Error ? await world.tasks.reservation(agent.worker.sid, reservation) : answered;
    if (found && taken.has(found.reservationStatus)) {
      if (found.reservationStatus === 'accepted') await tellConversation(world, agent, found, offered);
      return;
    }
    if (found?.reservationStatus === 'pending' && offered?.call_sid !== undefined && isRinging(failure)) return;
    if (found?.reservationStatus !== 'pending') throw new Refusal(409, await whoHas(world, found?.taskSid));
    if (attempt === 2 || failure === undefined || failure instanceof Refused)
      throw new Transient(
        `TaskRouter does not take the answer (${reasonOf(failure)}): the offer still stands, accept it again`,
      );
  }
}

/** A refusal may mean that an earlier answer went through; anything else than these is a fault of ours. */
function asFailure(error: unknown): Transient | Refused {
  if (error instanceof Transient || error instanceof Refused) return error;
  throw error;
}

/** The telephone was called, now or before. https://help.twilio.com/articles/40136086868507 */
const isRinging = (failure: Error | undefined): boolean =>
  failure === undefined || failure.message.includes('[onHold]');

const taken = new Set(['accepted', 'wrapping', 'completed']);

type Asked = { reservation: string; taskSid: string };
type Reservation = { sid: string; taskSid: string };

/** What the task of an offer says of the conversation; undefined where there is no such task, or it is none of ours. */
async function offeredIn({ tasks }: World, taskSid: string): Promise<Offered | undefined> {
  const task = await tasks.task(taskSid).catch(ifRefused(404));
  const { data } = attributesSchema.safeParse(JSON.parse(task?.attributes ?? 'null'));
  return data && { ...data, taskSid };
}

/**
 * A call is taken with the telephone, anything else at once. Whose telephone is called has to be asked for this very task: it
 * would be in the call before TaskRouter says no.
 */
async function take(
  world: World,
  agent: Agent,
  { reservation, offered }: { reservation: string; offered: Offered | undefined },
) {
  const { tasks } = world;
  if (offered?.call_sid === undefined) return tasks.answer(agent.worker.sid, reservation, 'accepted');
  const { call_sid: callSid, thread_key: thread, transfer, taskSid } = offered;
  const found = await tasks.reservation(agent.worker.sid, reservation);
  if (found && found.taskSid !== taskSid) throw new Refusal(409, 'This offer is of another conversation.');
  if (found?.reservationStatus !== 'pending') return found;
  return answerCall(world, agent, { reservation, callSid, thread, isTransfer: transfer !== null });
}

/**
 * The conversation hears of it before anything that the agent says next, whenever TaskRouter's own event comes. Twice is once:
 * the event is named after the reservation.
 */
async function tellConversation(
  { enqueue, now }: World,
  { worker }: Agent,
  { sid, taskSid }: Reservation,
  offered: Offered | undefined,
) {
  if (offered?.taskSid !== taskSid) return;
  await enqueue({
    type: 'task',
    id: `accepted ${sid}`,
    thread: offered.thread_key,
    at: now(),
    event: 'accepted',
    taskSid,
    externalId: offered.external_id,
    worker,
    reservation: sid,
  });
}

const attributesSchema = z.object({
  thread_key: threadKeySchema,
  external_id: z.string(),
  call_sid: z.string().min(1).optional().catch(undefined),
  transfer: z.looseObject({}).nullable().catch(null),
});
type Offered = z.infer<typeof attributesSchema> & { taskSid: string };

async function whoHas({ tasks, team }: World, taskSid: string | undefined): Promise<string> {
  const holder = taskSid === undefined ? undefined : await tasks.holder(taskSid);
  if (!holder) return 'It is not offered to you any more: the customer has left, or it was offered to somebody else.';
  return `${(await team.member(holder.sid)).fullName} has taken it.`;
}

/** Declines; whoever declined is not asked again for this task. What is not offered any more needs no answer. */
async function decline({ tasks }: World, { worker }: Agent, reservation: string): Promise<void> {
  const found = await tasks.reservation(worker.sid, reservation);
  if (found && taken.has(found.reservationStatus))
    throw new Refusal(409, 'You have accepted it already: transfer it, or park it.');
  if (found?.reservationStatus !== 'pending') return;
  await tasks.exclude(found.taskSid, worker.sid);
  const failure = await tasks.answer(worker.sid, reservation, 'rejected').catch(asFailure);
  if (!(failure instanceof Error)) return;
  const after = await tasks.reservation(worker.sid, reservation);
  if (after?.reservationStatus === 'pending') throw failure;
}
