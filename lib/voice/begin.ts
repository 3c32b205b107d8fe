import { variablesFor } from '../conversation/customer-of.ts';
import type { Start } from '../flow/event.ts';
import type { PublishedFlow } from '../flow/flow.ts';
import { type Advanced, advanceLive } from './advance.ts';
import { type Call, isActive } from './call.ts';
import { type Caller, callerOf } from './caller.ts';
import { commitCall } from './commit.ts';
import { dialAll } from './dial.ts';
import { busy } from './farewell.ts';
import { repeat } from './go-on.ts';
import type { CallRequest } from './request.ts';
import { renderTwiml } from './twiml.ts';
import { eventLine } from './words.ts';
import type { VoiceWorld } from './world.ts';

/** A call comes in: its flow begins, and gives the first TwiML. Undefined where another webhook of it was faster. */
export async function beginCall(
  world: VoiceWorld,
  request: CallRequest,
  execution: string,
): Promise<string | undefined> {
  const { account, parameters } = request;
  const flow = await world.flows.answering('voice', account);
  const caller = callerOf(account, parameters);
  const met = await world.calls.meet({ ...caller, execution, flow: flow.name });
  if (met.call) return repeat(world, met.call);
  const oneAtATime = flow.definition.flags?.allow_concurrent_calls === false;
  if (oneAtATime && (await isHeld(world, met.latest))) return renderTwiml([busy], String);
  const start: Omit<Start, 'at' | 'variables'> = {
    trigger: 'incomingCall',
    execution,
    parameters,
    contact: parameters.From ?? '',
    address: parameters.To ?? '',
  };
  const { From, To } = parameters;
  const lines = [eventLine(`Call from ${From} to ${To}.`)];
  return (await startCall(world, { flow, caller, met, start, request, lines, alone: oneAtATime }))?.twiml;
}

/** An execution that a program asks for: it may place a call. Gives the one that is in its way, where there is one. */
export async function requestCall(
  world: VoiceWorld,
  wanted: {
    flow: PublishedFlow;
    account: string;
    execution: string;
    from: string;
    to: string;
    base: string;
    data: object;
  },
): Promise<{ conflict: string } | 'begun'> {
  const { flow, account, execution, from, to, base, data } = wanted;
  const caller = callerOf(account, { From: to, CallSid: execution });
  const met = await world.calls.meet({ ...caller, execution, flow: flow.name });
  if (met.latest !== undefined && (await isHeld(world, met.latest))) return { conflict: met.latest };
  const start = {
    trigger: 'incomingRequest',
    execution,
    parameters: {},
    data: { ...data },
    contact: to,
    address: from,
  } as const;
  const request = { account, back: undefined, parameters: {}, base, idempotency: undefined };
  const lines = [eventLine(`The flow "${flow.name}" was asked to call ${to}.`)];
  const call = await startCall(world, { flow, caller, met, start, request, lines, alone: true });
  // Somebody else has begun one meanwhile, which is in the way now.
  return call ? 'begun' : requestCall(world, wanted);
}

const isHeld = async (world: VoiceWorld, execution: string | undefined): Promise<boolean> => {
  const other = execution === undefined ? undefined : await world.calls.read(execution);
  return other !== undefined && isActive(other, world.now());
};

type Beginning = {
  flow: PublishedFlow;
  caller: Caller;
  met: Awaited<ReturnType<VoiceWorld['calls']['meet']>>;
  start: Omit<Start, 'at' | 'variables'>;
  request: CallRequest;
  lines: ReturnType<typeof eventLine>[];
  /** Whether there may be one call of the pair at a time. */
  alone: boolean;
};

async function startCall(world: VoiceWorld, beginning: Beginning): Promise<Call | undefined> {
  const { flow, caller, met, start, request, lines, alone } = beginning;
  const known = met.customer?.attributes ?? {};
  const advanced: Advanced = await advanceLive(world, flow, undefined, {
    type: 'start',
    start: { ...start, variables: variablesFor(known), at: world.now() },
  });
  const before: Call = {
    ...caller,
    execution: start.execution,
    version: 0,
    run: advanced.run,
    customerId: met.customer?.id,
    twiml: '',
    notes: [],
  };
  const after = alone ? { latest: met.latest } : undefined;
  const call = await commitCall(world, { before, known, advanced, request, lines, after });
  if (call) await dialAll(world, call, advanced.effects, request);
  return call;
}
