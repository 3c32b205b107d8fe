import { createServer, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { listen } from '../aws/listen.ts';
import { readTemplate } from '../cloud/template.ts';
import { deployedFiles, distributionOf } from './distribution.ts';

export type SiteOptions = {
  /** The folder that `cdk synth` wrote. */
  template: string;
  /** Must be the one that the provider sends people back to. */
  port: number;
  /** The origin of the API. */
  gateway: string;
  /** What the page is told in config.json. */
  config: { issuer: string; clientId: string };
  log?: (line: string) => void;
};

export type Site = { origin: string; close(): Promise<void> };

/** The console and the script of the web chat on this machine, as CloudFront would serve them: the same files, the same headers. */
export async function startSite({ template: folder, port, gateway, config, log }: SiteOptions): Promise<Site> {
  const template = readTemplate(folder);
  const { root, behaviours } = distributionOf(template);
  const files = deployedFiles(template);
  files.set('/config.json', { type: 'application/json', body: Buffer.from(JSON.stringify(config)) });

  function answer(request: IncomingMessage, response: ServerResponse): unknown {
    const path = request.url?.split('?')[0] ?? '/';
    const behaviour = behaviours.find(({ fits }) => fits(path));
    if (behaviour?.handsOn) return handOn(request, response, gateway, behaviour.headers);
    const file = files.get(path === '/' ? `/${root}` : path);
    if (request.method !== 'GET' && request.method !== 'HEAD') return response.writeHead(403).end();
    // Whoever may not list a bucket is not told that a file is missing.
    if (!file) return response.writeHead(403, behaviour?.headers).end();
    return response.writeHead(200, { 'content-type': file.type, ...behaviour?.headers }).end(file.body);
  }

  const server = createServer(answer);
  const origin = `http://127.0.0.1:${await listen(server, port, log)}`;
  return {
    origin,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Everything but the Host header, as the origin request policy of the stack says. */
function handOn(
  request: IncomingMessage,
  response: ServerResponse,
  gateway: string,
  own: Record<string, string>,
): void {
  const { host: _, connection: __, ...headers } = request.headers;
  const onward = requestHttp(
    gateway + (request.url ?? '/'),
    { method: request.method ?? 'GET', headers },
    (answered) => {
      // The page may be gone by now.
      if (response.destroyed) return void answered.resume();
      response.writeHead(answered.statusCode ?? 502, { ...answered.headers, ...own });
      pipeline(answered, response, () => {});
    },
  );
  onward.on('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  pipeline(request, onward, () => {});
}
