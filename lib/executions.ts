import * as z from 'zod';
import type { ThreadState } from './conversation/state.ts';
import { described, type ExecutionAnswer, refusal } from './executions/answer.ts';
import { lookUp } from './executions/look-up.ts';
import type { PublishedFlow } from './flow/flow.ts';
import { limits } from './flow/limits.ts';
import type { Thread, ThreadEvent } from './message.ts';
import { requestCall } from './voice/begin.ts';
import { proofsOf } from './voice/caller.ts';
import type { VoiceWorld } from './voice/world.ts';

/** What starting executions needs of the outside world. */
export type Office = {
  /** The newest revision of a flow; undefined where there is no such flow. */
  published(flow: string): Promise<PublishedFlow | undefined>;
  accounts: readonly { channel: string; account: string }[];
  /** Phone numbers by their account. */
  numbers: readonly { account: string; number: string }[];
  voice: VoiceWorld;
  state(thread: Thread): Promise<ThreadState | undefined>;
  requests: {
    remember(execution: string, requested: Requested): Promise<void>;
    /** `begun`: its flow has taken at least one step. */
    find(execution: string): Promise<(Requested & { begun: boolean }) | undefined>;
  };
  enqueue(event: ThreadEvent): Promise<void>;
  newId(): string;
};
type Requested = { flow: string; revision: number; thread: Thread; at: number };

export type ExecutionRequest = {
  flow: string;
  /** Undefined where one is to begin. */
  execution: string | undefined;
  body: unknown;
  /** Our own address: `https://...` without a path. */
  origin: string;
};

const wantedSchema = z.object({
  to: z.string().min(1).max(256),
  /** The number of a phone account, or `channel/account`. */
  from: z.string().min(1).optional(),
  channel: z.string().optional(),
  account: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).default({}),
});

/**
 * Executions that programs start, as Studio's REST API has them: 201 with the SID, 409 (code 20409) where one is running
 * with the same person already, 404 for an unknown flow; and what became of one. Throws ZodError for a body that does not fit.
 * https://www.twilio.com/docs/studio/rest-api/v2/execution
 */
export async function answerExecutions(office: Office, request: ExecutionRequest): Promise<ExecutionAnswer> {
  if (request.execution !== undefined) return lookUp(office, request.flow, request.execution);
  const flow = await office.published(request.flow);
  if (!flow) return refusal(404, 20404, `There is no flow "${request.flow}".`);
  const wanted = wantedSchema.parse(request.body);
  const from = fromOf(office, wanted);
  if (!from) return refusal(400, 21606, '"from" is neither the number of a phone account nor "channel/account".');
  const execution = `FN${office.newId()}`;
  const { to, parameters: data } = wanted;
  const conflict =
    'number' in from
      ? await callOut(office, from, { flow, execution, to, data }, request.origin)
      : await writeTo(office, { ...from, sender: to }, { flow, execution, to, data });
  if (conflict !== undefined) {
    const details = { conflicting_execution_sid: conflict };
    return refusal(409, 20409, 'An execution with this person is running already.', details);
  }
  return { status: 201, body: described(execution, { flow: flow.name, revision: flow.revision, to }, true) };
}

type Started = { flow: PublishedFlow; execution: string; to: string; data: Record<string, unknown> };

/** Which of our accounts is meant; a phone number's has a `number`. */
function fromOf(
  { accounts, numbers }: Office,
  { from, channel, account }: z.infer<typeof wantedSchema>,
): { channel: string; account: string } | { account: string; number: string } | undefined {
  const name = from ?? `${channel}/${account}`;
  return (
    numbers.find((phone) => phone.number === name || `voice/${phone.account}` === name) ??
    accounts.find((one) => `${one.channel}/${one.account}` === name)
  );
}

async function callOut(
  { voice }: Office,
  { account, number }: { account: string; number: string },
  started: Started,
  origin: string,
): Promise<string | undefined> {
  const base = `${origin}/voice/${encodeURIComponent(account)}`;
  const begun = await requestCall(voice, { ...started, account, from: number, base });
  return begun === 'begun' ? undefined : begun.conflict;
}

async function writeTo(
  office: Office,
  { channel, account, sender }: Thread,
  { flow, execution, data }: Started,
): Promise<string | undefined> {
  const thread = { channel, account, sender };
  const at = office.voice.now();
  const state = await office.state(thread);
  if (state?.run && at - state.run.startedAt < limits.life) return state.run.execution;
  // An agent holds the conversation: a flow would talk over them.
  if (state?.owner === 'agent') return state.handOff?.externalId ?? '';
  const { name, revision } = flow;
  await office.requests.remember(execution, { flow: name, revision, thread, at });
  await office.enqueue({
    type: 'requested',
    id: execution,
    thread,
    at,
    ...(thread.channel === 'sms' && { proves: proofsOf(thread.sender) }),
    flow: { name, revision },
    execution,
    parameters: data,
  });
  return undefined;
}
