import { reasonOf } from '../errors.ts';
import type { CallResult, FlowEffect } from '../flow/event.ts';
import type { Http, HttpResponse } from '../http.ts';
import { isInside } from '../inside.ts';

/** Studio's limits: an answer within 10 s and of 64 kB at most, redirects followed (five are enough). */
const limits = { timeout: 10_000, limit: 65_536, redirects: 5 };

/**
 * Performs the HTTP requests of flows. Whatever goes wrong becomes a `failure`, on which the flow takes its failed branch;
 * so does a request that begins when `left`, the milliseconds of the invocation, is under one second.
 * https://www.twilio.com/docs/studio/widget-library/http-request
 */
export const callOut =
  (http: Http, left: () => number = () => limits.timeout) =>
  async ({ method, url, headers, body }: Extract<FlowEffect, { type: 'call' }>): Promise<CallResult> => {
    try {
      const request = { method, url, headers, ...(body !== undefined && { body }) };
      const response = await follow(http, request, limits.redirects, left);
      const { status } = response;
      return { status, contentType: response.headers['content-type'] ?? '', body: response.body.toString() };
    } catch (error) {
      return { failure: reasonOf(error) };
    }
  };

type Request = { method: string; url: string; headers: Record<string, string>; body?: string };

async function follow(http: Http, request: Request, redirects: number, left: () => number): Promise<HttpResponse> {
  const refused = whyNot(request.url);
  if (refused) throw new Error(refused);
  const timeout = Math.min(limits.timeout, left());
  if (timeout < 1_000) throw new Error('this turn has no time left for further calls');
  const response = await http({ ...request, timeout, limit: limits.limit });
  const location = response.headers.location;
  if (response.status < 300 || response.status > 399 || location === undefined || redirects === 0) return response;
  const { body: _, ...rest } = request;
  return follow(http, { ...rest, method: 'GET', url: new URL(location, request.url).href }, redirects - 1, left);
}

/** A flow's address may hold what a customer wrote: it must not lead inside. */
function whyNot(url: string): string | undefined {
  if (!URL.canParse(url)) return `"${url.slice(0, 100)}" is not a web address`;
  const { protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return `flows call http and https addresses only, not ${protocol}`;
  return isInside(url) ? 'flows may not call inside addresses' : undefined;
}
