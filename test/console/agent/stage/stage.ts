import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { buildAgent } from '../../../../console/build.ts';
import { answerOf } from './answer.ts';
import { type SceneName, scenes } from './scenes.ts';
import { newWorld, type World } from './world.ts';

export type Stage = {
  origin: string;
  /** Opens the page in a world of its own, signed in as Ana. */
  enter(page: Page, scene: SceneName): Promise<World>;
  close(): Promise<void>;
};

/** What the page is served under in earnest as well. */
const policy = [
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data: blob:; media-src https: blob:",
  "connect-src 'self' https: wss: ws:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
].join('; ');

/** Serves the console's page and answers its API from scenes, so that any state can be seen without a back end. */
export async function startStage({ port = 0 }: { port?: number } = {}): Promise<Stage> {
  const { html, script, style } = buildAgent(fileURLToPath(new URL('main.tsx', import.meta.url)));
  const worlds = new Map<string, World>();
  const files = new Map<string, { type: string; body: Buffer }>();
  const pages: Record<string, [type: string, body: string]> = {
    '/': ['text/html; charset=utf-8', html],
    '/console.js': ['text/javascript; charset=utf-8', script],
    '/console.css': ['text/css; charset=utf-8', style],
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stage');
    const page = pages[pathname];
    const scene = searchParams.get('scene');
    if (pathname === '/' && scene !== null) return redirect(response, scene);
    if (page) {
      response.writeHead(200, { 'content-type': page[0], 'content-security-policy': policy }).end(page[1]);
      return;
    }
    if (pathname.startsWith('/put/')) return file(request, response, pathname);
    const world = worlds.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
    if (!world) return send(response, 401, { error: 'Sign in first.' });
    const body = await bodyOf(request);
    if (world.slow > 0) await new Promise((resolve) => setTimeout(resolve, world.slow));
    if (world.fails === 0) return void request.destroy();
    if (world.fails !== undefined) return send(response, world.fails, { error: 'The stage was told to fail.' });
    const told: unknown = body.length > 0 ? JSON.parse(String(body)) : undefined;
    const answer = answerOf(world, request.method ?? '', pathname, Object.fromEntries(searchParams), told);
    send(response, answer.status, answer.body);
  }

  function redirect(response: ServerResponse, scene: string): void {
    const name = nameOf(scene);
    if (name) response.writeHead(302, { location: `/?world=${addWorld(name)}` }).end();
    else send(response, 404, { error: `there is no scene ${scene}, only ${Object.keys(scenes).join(', ')}` });
  }

  async function file(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.method === 'PUT')
      files.set(path, { type: request.headers['content-type'] ?? '', body: await bodyOf(request) });
    const kept = files.get(path);
    response.writeHead(kept ? 200 : 404, { 'content-type': kept?.type ?? 'text/plain' }).end(kept?.body);
  }

  function addWorld(scene: SceneName): string {
    const id = randomUUID();
    const world = newWorld(scene);
    world.scene.me.socket = origin.replace('http', 'ws');
    worlds.set(id, world);
    return id;
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((thrown: unknown) => send(response, 400, { error: String(thrown) }));
  });
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'seaway.console' });
  server.on('upgrade', (request, socket, head) => {
    const token = request.headers['sec-websocket-protocol']?.split(', ')[1] ?? '';
    const world = worlds.get(token);
    if (!world || world.deaf) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const tell = (push: object) => opened.send(JSON.stringify(push));
      world.listeners.add(tell);
      opened.on('message', (said) => String(said).includes('ping') && tell({ type: 'pong' }));
      opened.on('close', () => world.listeners.delete(tell));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`;

  return {
    origin,
    async enter(page, scene) {
      const id = addWorld(scene);
      await page.goto(`${origin}/?world=${id}`);
      return worlds.get(id) ?? newWorld(scene);
    },
    async close() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const nameOf = (text: string): SceneName | undefined => {
  for (const name in scenes) if (name === text && isScene(name)) return name;
  return undefined;
};
const isScene = (name: string): name is SceneName => name in scenes;

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

/** `node test/console/agent/stage/stage.ts [port]` serves all scenes until it is ended. */
if (import.meta.main) {
  const { origin } = await startStage({ port: Number(process.argv[2] ?? 4_600) });
  for (const name of Object.keys(scenes)) console.log(`${origin}/?scene=${encodeURIComponent(name)}`);
}
