import * as z from 'zod';
import { misfits } from './aws/gateway.ts';
import { agentOf } from './console/agent.ts';
import type { Caller } from './console/caller.ts';
import { postCall } from './console/calls.ts';
import { getColleagues } from './console/colleagues.ts';
import { getConversation } from './console/conversation.ts';
import { getCustomer, putCustomer } from './console/customer.ts';
import { postDeed } from './console/deeds.ts';
import { getDesk } from './console/desk.ts';
import { getMe } from './console/me.ts';
import { postMessage } from './console/messages.ts';
import { postPresence } from './console/presence.ts';
import { postProof } from './console/proofs.ts';
import { Refusal } from './console/refusal.ts';
import { postReservation } from './console/reservations.ts';
import { getSearch } from './console/search.ts';
import { postSignal } from './console/signals.ts';
import { expectStorable } from './console/storable.ts';
import { postUpload } from './console/uploads.ts';
import { getWork } from './console/work.ts';
import type { ConsoleAnswer, Resource, World } from './console/world.ts';
import { reasonOf, Transient } from './errors.ts';
import { Refused } from './tasks/taskrouter.ts';

export type ConsoleRequest = {
  caller: Pick<Caller, 'name' | 'role'>;
  method: string;
  /** A thread's key never stands in it: API Gateway decodes paths, and keys hold percent signs. */
  path: string;
  query: Record<string, string | undefined>;
  body: unknown;
};

/** The agents' side over HTTP. What is in lib/console/protocol says what is asked and answered; refusals are `{ error }`. */
export async function answerConsole(
  world: World,
  { caller, method, path, query, body }: ConsoleRequest,
): Promise<ConsoleAnswer> {
  try {
    expectStorable({ query, body });
    for (const [pattern, resource] of Object.entries(resources)) {
      const parameters = match(pattern, `${method} ${path}`);
      if (!parameters) continue;
      const agent = await agentOf(world, caller);
      return await resource(world, agent, { parameters: { ...query, ...parameters }, body });
    }
    return { status: 404, body: { error: `there is no ${method} ${path}` } };
  } catch (error) {
    return { status: statusOf(error), body: { error: error instanceof z.ZodError ? misfits(error) : reasonOf(error) } };
  }
}

const resources: Record<string, Resource> = {
  'GET /console/me': getMe,
  'GET /console/work': getWork,
  'GET /console/conversation': getConversation,
  'GET /console/customer': getCustomer,
  'PUT /console/customer': putCustomer,
  'GET /console/colleagues': getColleagues,
  'GET /console/desk': getDesk,
  'GET /console/search': getSearch,
  'POST /console/messages': postMessage,
  'POST /console/deeds': postDeed,
  'POST /console/calls': postCall,
  'POST /console/signals': postSignal,
  'POST /console/uploads': postUpload,
  'POST /console/proofs': postProof,
  'POST /console/presence': postPresence,
  'POST /console/reservations/:reservation': postReservation,
};

/** What is nobody's fault but ours is thrown on: it is for the logs and a 500. */
function statusOf(error: unknown): number {
  if (error instanceof z.ZodError) return 400;
  if (error instanceof Refusal) return error.status;
  if (error instanceof Refused) return error.status === 404 ? 404 : 409;
  if (error instanceof Transient) return 503;
  throw error;
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
