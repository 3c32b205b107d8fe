import Taskrouter from 'twilio/lib/rest/Taskrouter.js';
import * as z from 'zod';
import { Permanent, reasonOf, Transient } from '../errors.ts';
import type { Http } from '../http.ts';
import { readTwilioSettings } from './settings.ts';
import { twilioTransport } from './transport.ts';

/** TaskRouter's part of the twilio package for one account. `secret` is its JSON; throws Permanent where it does not fit. */
export function openTaskRouter(secret: unknown, http: Http): TaskRouter {
  const { accountSid, authToken } = readTwilioSettings(secret);
  return new Taskrouter(twilioTransport(http, accountSid, authToken));
}
export type TaskRouter = InstanceType<typeof Taskrouter>;

/** Does what is asked of TaskRouter; a refusal becomes Permanent with Twilio's code and sentence, and keeps its status. */
export async function ask<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Transient || error instanceof Permanent) throw error;
    const { status, code } = refusalSchema.catch({ status: 0, code: 0 }).parse(error);
    throw new Refused(`TaskRouter refuses: ${reasonOf(error)} (${status}, code ${code})`, status, { cause: error });
  }
}

const refusalSchema = z.object({ status: z.number(), code: z.number().catch(0) });

/** TaskRouter's no, with its HTTP status: 404 gone, 412 changed by somebody else meanwhile. */
export class Refused extends Permanent {
  readonly status: number;

  constructor(sentence: string, status: number, options: { cause?: unknown } = {}) {
    super(sentence, options);
    this.status = status;
  }
}

/** For `catch`: undefined in place of a refusal with one of these statuses. */
export const ifRefused =
  (...statuses: number[]) =>
  (error: unknown): undefined => {
    if (error instanceof Refused && statuses.includes(error.status)) return undefined;
    throw error;
  };

/** The condition that nobody has changed a thing since it was read with these headers. */
export const ifMatch = (headers: unknown): { ifMatch?: string } => {
  const { etag } = z.object({ etag: z.string().optional() }).catch({}).parse(headers);
  return etag === undefined ? {} : { ifMatch: etag };
};
