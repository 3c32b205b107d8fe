import type { FlowEvent } from '../flow/event.ts';
import { limits } from '../flow/limits.ts';
import type { Choice, Content, ThreadEvent } from '../message.ts';
import { hexOf, threadOf } from '../thread.ts';
import { handOff, knownOf } from './ask-task.ts';
import { takeCallBack } from './call-back.ts';
import { variablesFor } from './customer-of.ts';
import { parametersOf } from './parameters.ts';
import { runFlow } from './run-flow.ts';
import { hear, type Turn } from './turn.ts';
import type { World } from './world.ts';

type Said = Extract<ThreadEvent, { type: 'message' | 'choice' }>;

/** The customer said something: it is written down, and the flow answers unless an agent does. */
export async function takeCustomerTurn(world: World, turn: Turn, event: Said): Promise<void> {
  const content: Content =
    event.type === 'message' ? event.content : { type: 'text', text: await labelOf(world, turn, event) };
  const numbered = numberedChoice(turn, content);
  hear(turn, content, event.messageId);
  if (await takeCallBack(world, turn, event.type === 'choice' ? event.optionId : numbered?.id)) return;
  if (content.type === 'reaction' || (await isWithAgent(world, turn))) return;
  const parameters = {
    ...parametersOf(event.thread, event.messageId ?? event.id, content, event.profile?.name),
    ...chosen(event),
    ...(numbered && { Body: numbered.text, ButtonPayload: numbered.id }),
  };
  const { run } = turn.state;
  if (run && event.at - run.startedAt < limits.life) {
    const flow = await world.store.flows.revision(run.flow.name, run.flow.revision);
    return runFlow(world, turn, flow, { type: 'message', parameters, at: event.at });
  }
  turn.state = { ...turn.state, run: undefined };
  const flow = await world.store.flows.answering(event.thread.channel, event.thread.account);
  const customer = turn.customer ?? (await world.store.root(turn.state.customerId));
  const attributes = { ...profileOf(event), ...customer?.attributes };
  if (customer) turn.customer = customer;
  return runFlow(world, turn, flow, startOf(event, parameters, variablesFor(attributes)));
}

/** Whether an agent answers. Who had parked the conversation is asked for it again; who wrote here on the side may have gone. */
async function isWithAgent(world: World, turn: Turn): Promise<boolean> {
  const { owner, parked, follows } = turn.state;
  if (owner !== 'agent') return false;
  if (parked) {
    const { request } = parked;
    handOff(world, turn, { key: `${turn.event.id} unparked`, request, known: await knownOf(world, turn) });
  }
  if (!follows) return true;
  const { state } = await world.store.load(threadOf(follows.thread), []);
  if (state?.handOff?.sid === follows.taskSid) return true;
  turn.state = { ...turn.state, owner: 'flow', follows: undefined };
  return false;
}

const startOf = (
  { thread, id, at }: Said,
  parameters: Record<string, string>,
  variables: Record<string, unknown>,
): FlowEvent => ({
  type: 'start',
  start: {
    trigger: 'incomingMessage',
    execution: `FN${hexOf(`${thread.channel}:${thread.account}:${id}`)}`,
    parameters,
    contact: thread.sender,
    address: thread.account,
    variables,
    at,
  },
});

/** What the button said that was pressed, also one further up, as far as it is known. */
async function labelOf(
  { store }: World,
  { state }: Turn,
  { text, optionId, thread }: Extract<Said, { type: 'choice' }>,
): Promise<string> {
  const label = text ?? state.offered?.find(({ id }) => id === optionId)?.text;
  if (label !== undefined) return label;
  const offered = (await store.transcript.page(thread, linesBack)).flatMap(({ content }) =>
    content.type === 'choices' ? content.options : [],
  );
  return offered.findLast(({ id }) => id === optionId)?.text ?? optionId;
}

/** Lines that are searched for a button that is not among the newest. */
const linesBack = 100;

/** Where a channel has no buttons, or not enough, choices are told by number: then `2` is the second one. */
function numberedChoice({ state }: Turn, content: Content): Choice | undefined {
  const number = content.type === 'text' && /^\s*(\d{1,2})\s*[.)]?\s*$/.exec(content.text)?.[1];
  return state.choosing && number ? state.offered?.[Number(number) - 1] : undefined;
}

/** A button's id, under the name that Twilio gives it. */
const chosen = (event: Said): Record<string, string> =>
  event.type === 'choice' ? { ButtonPayload: event.optionId } : {};

/** What the channel says of the person counts only until they say it themselves, so it is never kept. */
const profileOf = ({ profile }: Said): Record<string, unknown> =>
  profile?.name === undefined ? {} : { profile_name: profile.name };
