import { customerOf } from '../conversation/customer-of.ts';
import { parsedObject } from '../flow/call.ts';
import type { FlowEffect, TwimlElement } from '../flow/event.ts';
import type { Run } from '../flow/run.ts';
import { taskAttributes } from '../tasks/attributes.ts';
import { hexOf, threadKey } from '../thread.ts';
import type { Call } from './call.ts';
import type { Note } from './words.ts';
import type { VoiceWorld } from './world.ts';

type Twiml = Extract<FlowEffect, { type: 'twiml' }>;

/** What the call hears, and where it waits for an agent what its task is known by and was made of. */
export type Enqueued = { elements: TwimlElement[]; waits?: Pick<Note, 'externalId' | 'asked'> };

/**
 * Makes every `<Enqueue workflowSid>` one that Twilio can carry out: the workflow that the flow's SID stands for here, and
 * on the task the attributes that routing asks for and that lead TaskRouter's events back to the thread.
 * https://www.twilio.com/docs/voice/twiml/enqueue
 */
export async function enqueueAsTask(
  world: VoiceWorld,
  { key, elements }: Twiml,
  { call, run, callSid }: { call: Call; run: Run; callSid: string | undefined },
): Promise<Enqueued> {
  const enqueue = elements.find(isForWorkers);
  const workflow = enqueue?.attributes.workflowSid;
  if (!enqueue || workflow === undefined) return { elements };
  const { thread, proves, customerId } = call;
  const externalId = hexOf(`${threadKey(thread)} ${key}`);
  const whoseCall = async () => customerId ?? (await world.calls.customer(thread, proves))?.id ?? '';
  const [workflowSid, { id, agent }] = await Promise.all([
    world.workflowSid(workflow),
    whoseCall().then(async (known) => ({
      id: known,
      agent: known ? await world.knownAgent(thread, known) : undefined,
    })),
  ]);
  const customer = { id, attributes: customerOf(run) };
  const attributesOf = (given: string) =>
    taskAttributes({ id: externalId, thread, attributes: parsedObject(given) ?? {}, customer }, agent);
  const complete = (element: TwimlElement): TwimlElement =>
    isForWorkers(element)
      ? { ...element, attributes: { ...element.attributes, workflowSid }, children: [taskOf(element, attributesOf)] }
      : element;
  const { priority = '0', timeout = longest } = taskIn(enqueue.children)?.attributes ?? {};
  const attributes = parsedObject(taskGiven(enqueue)) ?? {};
  const made = { workflow, priority: Number(priority), timeout: Number(timeout), attributes };
  return {
    elements: elements.map(complete),
    waits: { externalId, ...(callSid !== undefined && { asked: { callSid, ...made } }) },
  };
}

/** Seconds that Twilio lets a task wait unless told. */
const longest = '86400';

export const isForWorkers = ({ name, attributes }: TwimlElement) =>
  name === 'Enqueue' && attributes.workflowSid !== undefined;

function taskOf(element: TwimlElement, attributesOf: (given: string) => string): TwimlElement {
  const given = taskGiven(element);
  return { name: 'Task', attributes: taskIn(element.children)?.attributes ?? {}, children: [attributesOf(given)] };
}

/** The attributes that a flow gave the task of an `<Enqueue>`, as JSON. */
export const taskGiven = ({ children }: TwimlElement): string =>
  taskIn(children)
    ?.children.filter((child) => typeof child === 'string')
    .join('') ?? '';

const taskIn = (children: TwimlElement['children']): TwimlElement | undefined =>
  children.filter((child) => typeof child !== 'string').find(({ name }) => name === 'Task');
