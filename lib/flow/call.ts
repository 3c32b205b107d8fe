import type { CallResult, FlowEffect } from './event.ts';
import type { Pair } from './properties.ts';

/** Studio takes at most 64 kB of an answer. https://www.twilio.com/docs/studio/widget-library/http-request */
const answerBytes = 65_536;

const form = 'application/x-www-form-urlencoded;charset=utf-8';

type Call = {
  key: string;
  method: 'GET' | 'POST';
  url: string;
  parameters: readonly Pair[];
  contentType?: string | undefined;
  body?: string | undefined;
};

/**
 * The call to make, or undefined where the address is none of http or https. Parameters go into the query, or make the
 * form of a POST that has no body of its own. A user and password in the address become a header, as `fetch` wants it.
 */
export function callEffect({ key, method, url, parameters, contentType = form, body }: Call): FlowEffect | undefined {
  const address = URL.parse(url.trim());
  if (address?.protocol !== 'https:' && address?.protocol !== 'http:') return undefined;
  const fields = parameters.map(({ key, value }): [string, string] => [key, String(value ?? '')]);
  const isForm = method === 'POST' && !body && contentType.includes('form-urlencoded');
  if (!isForm) for (const [name, value] of fields) address.searchParams.append(name, value);
  const headers = { 'idempotency-key': key, ...authorization(address) };
  address.username = '';
  address.password = '';
  if (method === 'GET') return { type: 'call', key, method, url: address.href, headers };
  return {
    type: 'call',
    key,
    method,
    url: address.href,
    headers: { ...headers, 'content-type': contentType },
    body: isForm ? new URLSearchParams(fields).toString() : (body ?? ''),
  };
}

/**
 * What a call's result means to the flow: its status, 0 where there was no usable answer, and what goes into the context.
 * `earlier` is the `parsed` of an earlier run to merge the new one into: run-function gives it, as Studio documents for
 * that widget; make-http-request does not, so that one page of a list never shows members of the page before.
 */
export function answerOf(result: CallResult, earlier?: unknown): { status: number; output: Record<string, unknown> } {
  if ('failure' in result || new TextEncoder().encode(result.body).length > answerBytes)
    return { status: 0, output: {} };
  const { status, contentType, body } = result;
  const answer = { status_code: status, content_type: contentType, body };
  const parsed = isJson(contentType) ? parsedObject(body) : undefined;
  if (!parsed) return { status, output: answer };
  return { status, output: { ...answer, parsed: isObject(earlier) ? { ...earlier, ...parsed } : parsed } };
}

/** Why a call counts as failed, for the trace. */
export const whyFailed = (result: CallResult): string =>
  'failure' in result ? result.failure : `The address answered with the status ${result.status}.`;

/** The object in a JSON text; undefined for anything else, arrays included, as in Studio. */
export function parsedObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Studio asks for exactly application/json; functions of production flows add a charset. */
const isJson = (contentType: string): boolean => /^\s*application\/json\s*(?:;|$)/i.test(contentType);

function authorization({ username, password }: URL): Record<string, string> {
  if (!username && !password) return {};
  const bytes = new TextEncoder().encode(`${decoded(username)}:${decoded(password)}`);
  return { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
