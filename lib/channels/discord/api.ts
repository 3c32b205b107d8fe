import * as z from 'zod';
import type { Permanent, Transient } from '../../errors.ts';
import type { Http, HttpResponse } from '../../http.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { readAnswer } from '../shared/json.ts';
import { discordErrors } from './errors.ts';

export type Call = {
  method: string;
  path: string;
  /** Sent as JSON, unless bytes with a type of their own. */
  body?: unknown;
  bytes?: { type: string; data: Buffer } | undefined;
  /** What it is about, for the sentence of a refusal; a message unless told. */
  what?: string;
};

/** Calls version 10 of the API, with the bot's token where there is one: https://docs.discord.com/developers/reference */
export function callDiscord({ method, path, body, bytes }: Call, botToken: string | undefined, http: Http) {
  const type = bytes?.type ?? (body === undefined ? undefined : 'application/json');
  return http({
    method,
    url: `https://discord.com/api/v10${path}`,
    headers: {
      // Discord blocks who does not say this: https://docs.discord.com/developers/reference#user-agent
      'user-agent': 'DiscordBot (https://seaway.example, 1)',
      ...(botToken && { authorization: `Bot ${botToken}` }),
      ...(type && { 'content-type': type }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    // A file takes its time to be sent.
    ...(bytes && { body: bytes.data, timeout: 30_000 }),
  });
}

/** The body of the answer to a call; throws Transient or Permanent, as `send` does, where it is refused. */
export async function askDiscord(call: Call, botToken: string, http: Http): Promise<Buffer> {
  const response = await callDiscord(call, botToken, http);
  if (!isSuccess(response)) throw refusedBy(response, call.what);
  return response.body;
}

const answerShape = z.object({ id: z.string() });

/** The id of what Discord made, where its answer tells one. */
export const idIn = (body: Buffer): string | undefined => readAnswer(body, answerShape)?.id;

const errorShape = z.object({
  code: z.number().optional(),
  message: z.string().optional(),
  errors: z.unknown().optional(),
  retry_after: z.number().optional(),
});

/** Discord's own code of an error. */
export const codeOf = ({ body }: HttpResponse): number | undefined => readAnswer(body, errorShape)?.code;

/** The error that a refused call comes to, with Discord's reason, its seconds to wait and what can be done about it. */
export function refusedBy(response: HttpResponse, what = 'the message'): Transient | Permanent {
  const { code = 0, message, errors, retry_after: after } = readAnswer(response.body, errorShape) ?? {};
  const reason = [code > 0 ? `${code}: ${message}` : message, ...faultsIn(errors)].filter(Boolean).join('; ');
  const { passing, remedy } = discordErrors[response.status === 401 ? 40001 : code] ?? {};
  return refusal('Discord', response, {
    reason: reason || undefined,
    passing,
    remedy,
    what,
    ...(after !== undefined && { after: Math.ceil(after) }),
  });
}

const faultShape = z.object({ message: z.string() });

/** The faults of a body lie as deep as what is wrong: `{"content":{"_errors":[{"message"}]}}`. */
function faultsIn(errors: unknown, path = ''): string[] {
  if (typeof errors !== 'object' || errors === null) return [];
  const fault = faultShape.safeParse(errors);
  if (fault.success) return [`${path}: ${fault.data.message}`];
  return Object.entries(errors).flatMap(([name, inner]) =>
    faultsIn(inner, Array.isArray(errors) || name === '_errors' ? path : [path, name].filter(Boolean).join('.')),
  );
}
