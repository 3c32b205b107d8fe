import { beforeEach, describe, expect, test } from 'vitest';
import { readSocketEvent } from '../lib/aws/socket-event.ts';
import { signToken } from '../lib/channels/webchat/token.ts';
import { Transient } from '../lib/errors.ts';
import type { Realtime } from '../lib/realtime/world.ts';
import { serveSocket } from '../lib/realtime.ts';
import type { LiveConnection } from '../lib/store/connections.ts';
import type { Answer } from '../lib/webhook.ts';

const settings = {
  sessionKey: 'the session key of this test, long enough',
  identityKey: 'the identity key of this test, long enough',
  origins: ['https://www.example.com'],
};
const sender = '0d4c9f1e-6b1a-4f0e-9c55-2f1f0a7b8c01';
const thread = { channel: 'webchat', account: 'main', sender };
const now = Math.floor(Date.now() / 1000);
const session = { sub: sender, account: 'main', iat: now, exp: now + 600 };
const token = signToken(session, settings.sessionKey);
const frame = { type: 'message', id: '7c9e6679-7425-40de-944b-e07fc1f90001', text: 'Hello' };

const agent = { name: 'ana', role: 'agent' as const, expiresAt: 0 };
const callers: Record<string, Awaited<ReturnType<Realtime['caller']>>> = {
  'Bearer ana': { caller: agent },
  'Bearer mei': { caller: { ...agent, name: 'mei', role: 'supervisor' } },
  'Bearer nobody': { status: 403 },
};

let open: Map<string, LiveConnection>;
let done: string[];
let answer: Answer | Error;
beforeEach(() => {
  open = new Map();
  done = [];
  answer = { status: 200, headers: {}, body: '' };
});

const realtime: Realtime = {
  accounts: [{ channel: 'webchat', account: 'main' }],
  secret: async () => settings,
  connections: {
    open: async (id, connection) => void open.set(id, connection),
    find: async (id) => open.get(id),
    listen: async (id, audience) => void done.push(`${id} listens to ${audience}`),
    close: async (id) => void open.delete(id),
  },
  caller: async (authorization) => callers[authorization] ?? { status: 401 },
  take: async (account, { headers, body }, trace) => {
    if (answer instanceof Error) throw answer;
    done.push(`${trace}: ${account} took ${body} by ${headers.authorization}`);
    return answer;
  },
  log: (sentence) => void done.push(sentence),
};

const serve = (routeKey: string, more: object = {}) =>
  serveSocket(
    realtime,
    readSocketEvent({ requestContext: { routeKey, connectionId: 'a=', requestId: 'trace' }, ...more }),
  );
const connect = (protocols: string | undefined, origin = 'https://www.example.com') =>
  serve('$connect', {
    headers: { Origin: origin, ...(protocols !== undefined && { 'Sec-WebSocket-Protocol': protocols }) },
  });
const say = async (body: unknown) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return JSON.parse((await serve('$default', { body: text })).body ?? '');
};

describe('a connection', () => {
  test('is let in with a session token as its second protocol, and answered with the first', async () => {
    expect(await connect(`seaway.webchat, ${token}`)).toEqual({
      statusCode: 200,
      headers: { 'Sec-WebSocket-Protocol': 'seaway.webchat' },
    });
    expect([...open]).toEqual([['a=', { kind: 'webchat', thread, token }]]);
  });

  test.each([
    ['no protocol', undefined, 400],
    ['another protocol', `graphql-ws, ${token}`, 400],
    ['no token', 'seaway.webchat', 401],
    ['a token of another key', `seaway.webchat, ${signToken(session, settings.identityKey)}`, 401],
    ['a token that is over', `seaway.webchat, ${signToken({ ...session, exp: now - 1 }, settings.sessionKey)}`, 401],
    ['a token of no account', `seaway.webchat, ${signToken({ ...session, account: 'x' }, settings.sessionKey)}`, 401],
  ])('with %s is not let in', async (_, protocols, statusCode) => {
    expect(await connect(protocols)).toEqual({ statusCode });
    expect(open.size).toBe(0);
  });

  test('of a page of another site is not let in', async () => {
    expect(await connect(`seaway.webchat,${token}`, 'https://evil.example')).toEqual({ statusCode: 403 });
  });

  test('that ends is forgotten, and one that nobody knew is no matter', async () => {
    await connect(`seaway.webchat,${token}`);
    expect(await serve('$disconnect')).toEqual({ statusCode: 200 });
    expect(open.size).toBe(0);
    expect(await serve('$disconnect')).toEqual({ statusCode: 200 });
  });
});

describe('a frame', () => {
  beforeEach(() => void open.set('a=', { kind: 'webchat', thread, token }));

  test('goes the way of webhooks with the token of its connection, and is answered by its id', async () => {
    expect(await say(frame)).toEqual({ type: 'taken', id: frame.id });
    expect(done).toEqual([`trace: main took ${JSON.stringify(frame)} by Bearer ${token}`]);
  });

  test('among several is answered with all their ids', async () => {
    const second = { ...frame, id: 'b' };
    expect(await say([frame, second])).toEqual({ type: 'taken', ids: [frame.id, 'b'] });
  });

  test('that is a ping begins to listen, and is answered with nothing else', async () => {
    expect(await say({ type: 'ping' })).toEqual({ type: 'pong' });
    expect(done).toEqual([`a= listens to webchat:main:${sender}`]);
  });

  test('that is refused is answered with why', async () => {
    answer = { status: 400, headers: {}, body: 'text: is blank' };
    expect(await say(frame)).toEqual({ type: 'refused', id: frame.id, status: 400, reason: 'text: is blank' });
    expect(await say('{"half')).toEqual({ type: 'refused', status: 400, reason: 'text: is blank' });
  });

  test('of a connection that nobody knows is refused', async () => {
    open.clear();
    expect(await say(frame)).toMatchObject({ type: 'refused', id: frame.id, status: 401 });
  });

  test('that the queue cannot take now is to be sent again', async () => {
    answer = new Transient('SQS is away');
    expect(await say(frame)).toMatchObject({ type: 'refused', id: frame.id, status: 503 });
    expect(done).toEqual(['a frame could not be taken']);
  });

  test('that breaks us is an error of the function', async () => {
    answer = new Error('a bug');
    await expect(say(frame)).rejects.toThrow('a bug');
  });
});

describe('the console of an agent', () => {
  test('is let in by its access token, and listens to its own work with the first ping', async () => {
    expect(await connect('seaway.console, ana')).toEqual({
      statusCode: 200,
      headers: { 'Sec-WebSocket-Protocol': 'seaway.console' },
    });
    expect([...open]).toEqual([['a=', { kind: 'console', worker: 'ana', supervisor: false }]]);
    expect(await say({ type: 'ping' })).toEqual({ type: 'pong' });
    expect(done).toEqual(['a= listens to worker ana']);
  });

  test.each([
    ['no token', 'seaway.console', 401],
    ['a token of nobody', 'seaway.console, anybody', 401],
    ['a token of who is no agent', 'seaway.console, nobody', 403],
  ])('with %s is not let in', async (_, protocols, statusCode) => {
    expect(await connect(protocols)).toEqual({ statusCode });
    expect(open.size).toBe(0);
  });

  test('watches a conversation where it is a supervisor who looks', async () => {
    await connect('seaway.console, mei');
    expect(await say({ type: 'watch', thread: 'line:main:U1' })).toEqual({ type: 'pong' });
    expect(done).toEqual(['a= listens to watch line:main:U1']);
    expect(await say({ type: 'watch', thread: 'no key' })).toMatchObject({ type: 'refused', status: 400 });
    expect(await say(frame)).toMatchObject({ type: 'refused', status: 400 });
  });

  test('of an agent watches nothing', async () => {
    await connect('seaway.console, ana');
    expect(await say({ type: 'watch', thread: 'line:main:U1' })).toMatchObject({ type: 'refused', status: 403 });
    expect(done).toEqual([]);
  });
});
