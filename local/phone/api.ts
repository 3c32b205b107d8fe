import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../aws/listen.ts';
import type { ApiAnswer, ApiCall } from '../providers/api.ts';

type ApiOptions = {
  port: number | undefined;
  /** The paths that are answered here; all others go elsewhere, where there is an elsewhere. */
  takes: RegExp;
  take(call: ApiCall): Promise<ApiAnswer>;
  elsewhere: string | undefined;
};

/** Serves a part of Twilio's REST API on 127.0.0.1, and hands the rest on to another stand-in. */
export async function startApi({ port = 0, takes, take, elsewhere }: ApiOptions) {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const call = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    const answer = await (takes.test(call.path) ? take(call) : handOn(call, elsewhere)).catch(broken);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(Buffer.isBuffer(answer.body) ? answer.body : JSON.stringify(answer.body));
  });
  const origin = `http://127.0.0.1:${await listen(server, port)}`;
  return {
    origin,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const broken = (error: unknown): ApiAnswer => ({ status: 500, body: { message: String(error), status: 500 } });

async function handOn({ method, path, headers, body }: ApiCall, elsewhere: string | undefined): Promise<ApiAnswer> {
  if (elsewhere === undefined) return { status: 404, body: { message: `nobody answers ${path} here`, status: 404 } };
  const { authorization, 'content-type': contentType } = headers;
  const answer = await fetch(elsewhere + path, {
    method,
    // Where a file lies is for the caller to follow.
    redirect: 'manual',
    headers: { ...(authorization && { authorization }), ...(contentType && { 'content-type': contentType }) },
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
  const type = answer.headers.get('content-type') ?? 'application/json';
  const location = answer.headers.get('location');
  return {
    status: answer.status,
    headers: { 'content-type': type, ...(location && { location }) },
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
