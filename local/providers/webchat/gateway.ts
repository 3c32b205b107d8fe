import { type ApiAnswer, type ApiCall, Refused } from '../api.ts';
import { askSite, type Site } from './site.ts';

/** Hands pushes on to API Gateway, unchanged and still signed. Where it is, a page learns with its session. */
export function openForward(site: Site): (call: ApiCall) => Promise<ApiAnswer> {
  let gateway: Promise<string> | undefined;
  return async ({ method, path, headers, body }) => {
    gateway ??= askSite.session(site, {}).then(({ socket }) => new URL(socket.replace(/^ws/, 'http')).origin);
    const response = await fetch((await gateway) + path, {
      method,
      headers: { authorization: String(headers.authorization), 'x-amz-date': String(headers['x-amz-date']) },
      ...(method === 'POST' && { body: new Uint8Array(body) }),
    });
    const answer = { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
    if (response.ok || response.status === 410) return answer;
    throw new Refused(answer, `API Gateway answers ${response.status}: ${answer.body}`);
  };
}
