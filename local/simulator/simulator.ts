import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { reasonOf } from '../../lib/errors.ts';
import { redirectOrigin } from '../../lib/http.ts';
import { listen } from '../aws/listen.ts';
import { openDesk } from '../desk.ts';
import type { Seaway } from '../seaway.ts';
import { openActions } from './actions.ts';
import { watchDesk } from './desk-watch.ts';
import { protectionOf, refusalOf } from './guard.ts';
import { buildPage } from './page.ts';
import { setActivity } from './presence.ts';
import { openScreens } from './screens.ts';
import { openStream } from './stream.ts';
import { openTelephones } from './telephones.ts';

export type SimulatorOptions = {
  seaway: Seaway;
  /** Of the page; a free one unless given. */
  port?: number;
  log: (line: string) => void;
};

export type Simulator = { origin: string; close(): Promise<void> };

/** Serves the page on which a person is every customer and every agent of a Seaway on this machine. */
export async function startSimulator({ seaway, port: wanted = 0, log }: SimulatorOptions): Promise<Simulator> {
  const desk = openDesk(seaway.cloud.origin, seaway.signIn.tokenFor);
  const stream = openStream({ first: start, last: stop });
  const watch = watchDesk(desk, (state) => {
    stream.tell({ type: 'desk', desk: state });
    telephones.follow(state);
  });
  const screens = openScreens(seaway.phones, stream.tell, (url) => redirectOrigin(url, seaway.cloud.origins));
  const telephones = openTelephones(seaway.telephones, stream.tell);
  const act = openActions({
    screens,
    telephones,
    desk,
    look: watch.look,
    setActivity: (worker, activity) => setActivity(seaway, worker, activity),
  });
  const files = buildPage();
  const protection = protectionOf([...new Set(Object.values(seaway.cloud.origins))]);
  const server = createServer((request, response) => void answer(request, response));
  const port = await listen(server, wanted, log);

  function start(): void {
    watch.start();
    telephones.start();
  }

  async function stop(): Promise<void> {
    telephones.stop();
    await watch.stop();
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(protection)) response.setHeader(name, value);
    const refusal = refusalOf(request, port);
    if (refusal) return say(response, 403, { error: refusal });
    const asked = `${request.method} ${request.url}`;
    if (asked === 'POST /actions') return take(request, response);
    if (asked === 'GET /events')
      return stream.join(response, {
        type: 'all',
        phones: screens.all(),
        telephones: telephones.all(),
        desk: watch.state(),
      });
    const file = request.method === 'GET' && files.get(request.url ?? '');
    if (!file) return say(response, 404, { error: `there is no ${asked}` });
    response.writeHead(200, { 'content-type': file.contentType, 'cache-control': 'no-cache' }).end(file.body);
  }

  const take = (request: IncomingMessage, response: ServerResponse) =>
    json(request)
      .then(act)
      .then(
        () => say(response, 200, {}),
        (thrown) => say(response, 422, { error: reasonOf(thrown) }),
      );

  return {
    origin: `http://127.0.0.1:${port}`,
    async close(): Promise<void> {
      screens.close();
      await stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function say(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
