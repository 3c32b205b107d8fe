import * as z from 'zod';
import type { Permanent, Transient } from '../../errors.ts';
import type { Http, HttpResponse } from '../../http.ts';
import { isSuccess, type KnownError, refusal } from './answer.ts';
import { readAnswer } from './json.ts';

/** Meta serves a version for two years or more: https://developers.facebook.com/docs/graph-api/changelog/versions */
export const graphVersion = 'v25.0';

export const graph = `https://graph.facebook.com/${graphVersion}`;

/** What errors mean, by `code` or `code/subcode`. */
export type GraphErrors = Record<string, KnownError>;

/**
 * Posts JSON with the account's token. Throws Transient or Permanent with what `errors` says of Meta's code.
 * https://developers.facebook.com/docs/graph-api/overview
 */
export async function postGraph(
  { url, token, body }: { url: string; token: string; body: unknown },
  { provider, errors }: { provider: string; errors: GraphErrors },
  http: Http,
): Promise<HttpResponse> {
  const response = await http({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (isSuccess(response)) return response;
  throw graphRefusal(response, { provider, errors });
}

/** The error that a refused call comes to: https://developers.facebook.com/docs/graph-api/guides/error-handling */
export function graphRefusal(
  response: HttpResponse,
  { provider, errors, what }: { provider: string; errors: GraphErrors; what?: string },
): Transient | Permanent {
  const error = readAnswer(response.body, errorShape)?.error;
  if (!error) return refusal(provider, response, { what });
  const known = knownError(error, errors);
  return refusal(provider, response, {
    what,
    reason: `${error.code}: ${known?.meaning ?? error.error_data?.details ?? error.message ?? 'Meta gives no reason'}`,
    ...(known && { passing: known.passing ?? false, after: known.after, remedy: known.remedy }),
  });
}

/** What is known of an error; 200 to 299 all say that a permission is missing. */
export function knownError(
  { code, error_subcode: subcode }: { code: number; error_subcode?: number | undefined },
  errors: GraphErrors,
): KnownError | undefined {
  const known = { ...graphErrors, ...errors };
  return known[`${code}/${subcode}`] ?? known[code] ?? (code > 200 && code < 300 ? known[200] : undefined);
}

const errorShape = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.number().optional(),
    message: z.string().optional(),
    error_data: z.object({ details: z.string().optional() }).optional().catch(undefined),
  }),
});

const newToken = 'Make a new access token and connect the account again.';
const permission = "Give the app the missing permission, in Meta's App Review or when making the token.";

/** Errors that any call can come to. */
const graphErrors: GraphErrors = {
  1: { meaning: 'Meta has an unknown fault', passing: true },
  2: { meaning: 'the service is unavailable', passing: true },
  3: { meaning: 'the app may not make this call', remedy: permission },
  4: { meaning: 'the app makes too many calls', passing: true },
  10: { meaning: 'a permission is missing', remedy: permission },
  17: { meaning: 'the account makes too many calls', passing: true },
  32: { meaning: 'the page makes too many calls', passing: true },
  190: { meaning: 'the access token has expired or is not valid', remedy: newToken },
  200: { meaning: 'a permission is missing', remedy: permission },
  368: { meaning: 'Meta blocks the account for a while, for breaking a policy', remedy: 'Look into Account Quality.' },
  613: { meaning: 'too many calls at once', passing: true },
};
