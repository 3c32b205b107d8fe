import * as z from 'zod';
import type { BotResult, CallResult, FlowEffect } from '../../lib/flow/event.ts';

export type CallEffect = Extract<FlowEffect, { type: 'call' }>;
export type BotEffect = Extract<FlowEffect, { type: 'bot' }>;

/** Who answers a flow that asks the world outside. */
export type Outside = {
  call(effect: CallEffect): Promise<CallResult>;
  bot(effect: BotEffect): Promise<BotResult>;
};

const times = z.number().int().positive().optional();

const httpStubSchema = z.strictObject({
  method: z.enum(['GET', 'POST']).optional(),
  /** The whole address, or the beginning of it with a `*` at the end. */
  url: z.string(),
  /** What the body of the request must contain. */
  with: z.string().optional(),
  status: z.number().int().default(200),
  json: z.unknown().optional(),
  body: z.string().optional(),
  contentType: z.string().optional(),
  /** No answer at all, for this reason. */
  failure: z.string().optional(),
  /** How often this answer is given; without end unless told. */
  times,
});

const botStubSchema = z.strictObject({
  bot: z.string().optional(),
  /** What the customer's words must contain, in any case. */
  when: z.string().optional(),
  say: z.array(z.string()).default([]),
  state: z.enum(['continues', 'handoff', 'completed']).default('continues'),
  data: z.record(z.string(), z.unknown()).optional(),
  failure: z.string().optional(),
  times,
});

/** Answers that stand in for web addresses, functions and bots. */
export const stubsSchema = z.object({
  http: z.array(httpStubSchema).default([]),
  bots: z.array(botStubSchema).default([]),
});
export type Stubs = z.infer<typeof stubsSchema>;
type HttpStub = Stubs['http'][number];
type BotStub = Stubs['bots'][number];

/** Answers from stubs, the first that fits and is not used up; `missing` decides what is said where none does. */
export function stubbed({ http, bots }: Stubs, missing: Outside): Outside {
  const used = new Map<object, number>();
  const take = <Stub extends { times?: number | undefined }>(stubs: Stub[], fits: (stub: Stub) => boolean) => {
    const found = stubs.find((stub) => fits(stub) && (used.get(stub) ?? 0) < (stub.times ?? Number.POSITIVE_INFINITY));
    if (found) used.set(found, (used.get(found) ?? 0) + 1);
    return found;
  };
  return {
    async call(effect) {
      const stub = take(http, (each) => fitsCall(each, effect));
      return stub ? callResult(stub) : missing.call(effect);
    },
    async bot(effect) {
      const stub = take(bots, (each) => fitsBot(each, effect));
      return stub ? botResult(stub) : missing.bot(effect);
    },
  };
}

function fitsCall({ method, url, with: part }: HttpStub, call: CallEffect): boolean {
  const fits = url.endsWith('*') ? call.url.startsWith(url.slice(0, -1)) : call.url === url;
  return fits && (method ?? call.method) === call.method && (part === undefined || (call.body ?? '').includes(part));
}

function callResult({ status, json, body, contentType, failure }: HttpStub): CallResult {
  if (failure !== undefined) return { failure };
  if (json === undefined) return { status, contentType: contentType ?? 'text/plain', body: body ?? '' };
  return { status, contentType: contentType ?? 'application/json', body: JSON.stringify(json) };
}

const fitsBot = (stub: BotStub, { bot, text }: BotEffect): boolean =>
  (stub.bot ?? bot) === bot && text.toLowerCase().includes((stub.when ?? '').toLowerCase());

const botResult = ({ say, state, data, failure }: BotStub): BotResult =>
  failure === undefined ? { say, state, data } : { failure };
