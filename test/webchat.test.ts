import { beforeEach, describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../lib/channels/channel.ts';
import { sessionOf, signToken } from '../lib/channels/webchat/token.ts';
import type { Line } from '../lib/conversation/state.ts';
import { lineSk, newThread } from '../lib/conversation/state.ts';
import type { ThreadEvent } from '../lib/message.ts';
import { answerWebchat, type Site } from '../lib/webchat.ts';
import { takeWebhook } from '../lib/webhook.ts';

const settings = {
  sessionKey: 'the session key of this test, long enough',
  identityKey: 'the identity key of this test, long enough',
  origins: ['https://www.example.com'],
};
const accounts = [{ channel: 'webchat', account: 'main' }];
const origin = 'https://www.example.com';
const day = 86_400;

let lines: Line[] = [];
let events: ThreadEvent[] = [];
beforeEach(() => {
  lines = [];
  events = [];
});

const site: Site = {
  accounts,
  secret: async () => settings,
  socket: 'wss://sockets.example/live',
  now: Date.now,
  past: {
    state: async (thread) => ({ ...newThread(thread, 'c', 0), lines: lines.length }),
    lines: async (_, sks) => lines.filter(({ sk }) => sks.includes(sk)),
    media: { link: (key) => `https://files.example/${key}` },
  },
  uploads: {
    largest: 1_048_576,
    types: ['image/', 'application/pdf'],
    address: (key, { mediaType, bytes, seconds }) => `https://files.example/${key}?${mediaType},${bytes},${seconds}`,
  },
  take: (account, request) =>
    takeWebhook(
      {
        accounts,
        secret: async () => settings,
        keys: async () => [],
        enqueue: async (taken) => void events.push(...taken),
        bury: () => Promise.reject(new Error('what visitors send is not kept')),
        count: () => {},
        log: () => {},
      },
      { channel: 'webchat', account },
      request,
    ),
};

type Init = { method?: string; body?: unknown; token?: string; headers?: Record<string, string>; account?: string };

async function ask(what: string, { method = 'POST', body, token, headers, account = 'main' }: Init = {}) {
  const url = `https://seaway.example/webchat/${account}/${what}`;
  const request: WebhookRequest = {
    method,
    url,
    headers: { origin, ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
    query: Object.fromEntries(new URL(url).searchParams),
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? {})),
  };
  const asked = what.split('?')[0] ?? '';
  const answer = await answerWebchat(site, { account, what: asked }, request);
  const json = answer.headers['content-type'] === 'application/json';
  return { ...answer, body: json ? JSON.parse(answer.body) : answer.body };
}

const now = () => Math.floor(Date.now() / 1000);
const identity = (claims: object, key = settings.identityKey) =>
  signToken({ sub: '4711', iat: now(), exp: now() + 3_600, ...claims }, key);
const begin = async (body: unknown = {}) => (await ask('sessions', { body })).body;

describe('a session', () => {
  test('of a guest is new each time, good for 30 days, and says where to connect', async () => {
    const { status, body } = await ask('sessions', { body: { name: 'Ada', language: 'de' } });
    expect([status, body]).toEqual([
      201,
      {
        token: expect.any(String),
        sender: expect.any(String),
        expiresAt: expect.any(Number),
        socket: 'wss://sockets.example/live',
      },
    ]);
    expect(sessionOf(body.token)).toMatchObject({ sub: body.sender, account: 'main', name: 'Ada', language: 'de' });
    expect(Math.abs(body.expiresAt - Date.now() - 30 * day * 1000)).toBeLessThan(5_000);
    expect((await begin()).sender).not.toBe(body.sender);
  });

  test('goes on under a new token, as the same sender', async () => {
    const old = await begin({ name: 'Ada' });
    const fresh = await begin({ resume: old.token, language: 'ja' });
    expect(fresh.sender).toBe(old.sender);
    expect(sessionOf(fresh.token)).toMatchObject({ name: 'Ada', language: 'ja' });
  });

  test('that has ended, or is of another account, does not go on', async () => {
    const { sender } = await begin();
    const claims = { sub: sender, account: 'main', iat: now(), exp: now() + day };
    for (const token of [
      signToken({ ...claims, exp: now() - 1 }, settings.sessionKey),
      signToken({ ...claims, account: 'other' }, settings.sessionKey),
      signToken(claims, settings.identityKey),
      'nonsense',
    ])
      expect((await ask('sessions', { body: { resume: token } })).status).toBe(401);
  });

  test('that has ended makes room for that of somebody who is logged in', async () => {
    const { status, body } = await ask('sessions', { body: { resume: 'nonsense', identity: identity({}) } });
    expect([status, sessionOf(body.token)?.proves]).toEqual([201, ['account:4711']]);
  });

  test('of somebody who is logged in carries what the host page vouches for, and is theirs on every device', async () => {
    const signed = identity({ email: 'Ada@Example.com', phone: '+441234567890', name: 'Ada' });
    const [one, other] = [await begin({ identity: signed }), await begin({ identity: signed, name: 'Mallory' })];
    expect(other.sender).toBe(one.sender);
    expect(sessionOf(other.token)).toMatchObject({
      proves: ['account:4711', 'email:ada@example.com', 'phone:+441234567890'],
      name: 'Ada',
    });
    expect((await begin({ identity: identity({ sub: '4712' }) })).sender).not.toBe(one.sender);
  });

  test('of a guest who logs in goes on, and of somebody else at the same computer does not', async () => {
    const guest = await begin();
    const known = await begin({ resume: guest.token, identity: identity({}) });
    expect(known.sender).toBe(guest.sender);
    expect(sessionOf((await begin({ resume: known.token })).token)?.proves).toEqual(['account:4711']);
    const other = await begin({ resume: known.token, identity: identity({ sub: '4712' }) });
    expect(other.sender).not.toBe(guest.sender);
    expect(sessionOf(other.token)?.proves).toEqual(['account:4712']);
  });

  test('that knows who it is goes on no longer than the host page said, and a guest’s goes on', async () => {
    const { sender } = await begin();
    const claims = { sub: sender, account: 'main', iat: now(), exp: now() + day };
    const known = signToken({ ...claims, proves: ['account:4711'] }, settings.sessionKey);
    const days = async (asked: object) => Math.round(((await begin(asked)).expiresAt / 1000 - now()) / day);
    expect(await days({ resume: known })).toBe(1);
    expect(await days({ resume: known, identity: identity({}) })).toBe(30);
    expect(await days({ resume: signToken(claims, settings.sessionKey) })).toBe(30);
  });

  test.each([
    ['signed with another key', identity({}, 'x'.repeat(40)), 401, 'identityKey'],
    ['signed with our sessionKey', identity({}, settings.sessionKey), 401, 'identityKey'],
    ['over', identity({ exp: now() - 1 }), 401, 'expired'],
    ['of tomorrow', identity({ iat: now() + day, exp: now() + day + 60 }), 401, 'clock'],
    ['good for longer than a day', identity({ exp: now() + day + 1 }), 400, '24 hours'],
    ['without an end', identity({ exp: undefined }), 400, 'exp: '],
    ['of nobody', identity({ sub: '' }), 400, 'sub: '],
    ['with a number that is none', identity({ phone: '0790001122' }), 400, 'phone: must be written'],
    ['with an address that is none', identity({ email: 'ada' }), 400, 'email: '],
    ['no token', 'ada', 401, 'identityKey'],
  ])('is not begun with an identity that is %s', async (_, signed, status, reason) => {
    const answer = await ask('sessions', { body: { identity: signed } });
    expect([answer.status, answer.body.error]).toEqual([status, expect.stringContaining(reason)]);
  });

  test.each([
    ['{"half', 'body: '],
    [{ name: '' }, 'name: '],
  ])('asked for with garbage is 400 with the path', async (body, fault) => {
    const answer = await ask('sessions', { body });
    expect([answer.status, answer.body.error]).toEqual([400, expect.stringContaining(fault)]);
  });
});

describe('the history', () => {
  const said = (sequence: number, more: Partial<Line>): Line => ({
    sk: lineSk(sequence),
    at: sequence,
    direction: 'out',
    by: 'flow',
    content: { type: 'text', text: String(sequence) },
    status: 'sent',
    id: `id-${sequence}`,
    key: 'the flow calls it so',
    ...more,
  });
  const read = async (query: string) => {
    const { token } = await begin();
    return ask(`history${query}`, { method: 'GET', token });
  };

  test('shows what was said, with the name of who said it, and nothing of what is between us', async () => {
    lines = [
      said(1, { direction: 'in', by: 'customer', status: 'delivered', id: undefined, providerId: 'sender 7c9e' }),
      said(2, {}),
      said(3, { by: 'system', id: undefined, content: { type: 'text', text: 'a note' } }),
      said(4, {
        by: 'Mei',
        status: 'read',
        content: { type: 'media', url: 'media:media/1/2.png', mediaType: 'image/png' },
      }),
      said(5, { by: 'Mei', status: 'failed', reason: 'Not sent: this task is not yours any more.' }),
      said(6, { direction: 'in', by: 'system', id: undefined, content: { type: 'text', text: 'The call ended' } }),
      said(7, { by: 'system', content: { type: 'text', text: 'Nobody is free' } }),
    ];
    const { status, body } = await read('');
    expect([status, body]).toEqual([
      200,
      {
        lines: [
          {
            line: 1,
            at: 1,
            id: '7c9e',
            from: 'customer',
            content: { type: 'text', text: '1' },
            status: 'delivered',
          },
          { line: 2, at: 2, id: 'id-2', from: 'business', content: { type: 'text', text: '2' }, status: 'sent' },
          {
            line: 4,
            at: 4,
            id: 'id-4',
            by: 'Mei',
            from: 'business',
            content: { type: 'media', url: 'https://files.example/media/1/2.png', mediaType: 'image/png' },
            status: 'read',
          },
          {
            line: 7,
            at: 7,
            id: 'id-7',
            from: 'business',
            content: { type: 'text', text: 'Nobody is free' },
            status: 'sent',
          },
        ],
        last: 7,
        more: false,
      },
    ]);
  });

  test.each([
    ['', [151, 200], 200, false],
    ['?limit=2', [199, 200], 200, false],
    ['?after=0&limit=100', [1, 100], 100, true],
    ['?after=150', [151, 200], 200, false],
    ['?after=199&limit=50', [200, 200], 200, false],
    ['?after=200', [], 200, false],
    ['?after=999', [], 200, false],
  ])('asked for with %s gives these lines and the number to go on from', async (query, ends, last, more) => {
    lines = Array.from({ length: 200 }, (_, index) => said(index + 1, {}));
    const { body } = await read(query);
    const numbers = body.lines.map(({ line }: { line: number }) => line);
    expect([[numbers.at(0), numbers.at(-1)].filter((line) => line !== undefined), body.last, body.more]).toEqual([
      ends,
      last,
      more,
    ]);
  });

  test.each(['?limit=0', '?limit=101', '?after=-1', '?after=MESSAGE'])('asked for with %s is 400', async (query) => {
    expect((await read(query)).status).toBe(400);
  });
});

describe('an upload', () => {
  const cat = { name: 'My Cat.PNG', mediaType: 'image/png', size: 1_000 };

  test('gets an address for this file alone, in the folder of the thread', async () => {
    const { token } = await begin();
    const { status, body } = await ask('uploads', { token, body: cat });
    expect(status).toBe(201);
    expect(body.key).toMatch(/^media\/[0-9a-f]{32}\/[0-9a-f-]{36}\.png$/);
    expect(body).toMatchObject({
      url: `https://files.example/${body.key}?image/png,1000,300`,
      headers: { 'content-type': 'image/png' },
    });
    const other = await ask('uploads', { token: (await begin()).token, body: cat });
    expect(other.body.key.split('/')[1]).not.toBe(body.key.split('/')[1]);
  });

  test.each([
    ['too large', { ...cat, size: 1_048_577 }, 413],
    ['a page', { ...cat, mediaType: 'text/html' }, 415],
    ['a drawing with scripts', { ...cat, mediaType: 'image/svg+xml' }, 415],
    ['a program', { ...cat, mediaType: 'application/x-msdownload' }, 415],
    ['of no size', { ...cat, size: 0 }, 400],
    ['of no type', { ...cat, mediaType: 'png\r\nx: y' }, 400],
  ])('that is %s is refused', async (_, body, status) => {
    expect((await ask('uploads', { token: (await begin()).token, body })).status).toBe(status);
  });
});

describe('frames by HTTP', () => {
  const frame = { type: 'message', id: '7c9e6679-7425-40de-944b-e07fc1f90001', text: 'Hello' };

  test('are taken as the webhook takes them', async () => {
    const { token, sender } = await begin();
    expect((await ask('frames', { token, body: [frame] })).status).toBe(200);
    expect(events).toMatchObject([{ type: 'message', thread: { sender }, content: { text: 'Hello' } }]);
  });

  test('that cannot be read are refused with the reason, and kept nowhere', async () => {
    const { token } = await begin();
    const { status, body } = await ask('frames', { token, body: { ...frame, text: '' } });
    expect([status, body, events]).toEqual([400, expect.stringContaining('text: '), []]);
  });

  test('of nobody are 401', async () => {
    expect((await ask('frames', { body: frame })).status).toBe(401);
  });
});

describe('a page', () => {
  test('of another site is refused, whatever it asks', async () => {
    const headers = { origin: 'https://evil.example' };
    for (const [what, method] of [
      ['sessions', 'POST'],
      ['sessions', 'OPTIONS'],
      ['history', 'GET'],
    ] as const) {
      const answer = await ask(what, { method, headers });
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    }
  });

  test('of ours may show what it is answered, refusals too', async () => {
    for (const answer of [await ask('sessions'), await ask('history', { method: 'GET' }), await ask('nothing')])
      expect(answer.headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'origin' });
  });

  test('is told beforehand what it may send', async () => {
    const { status, headers } = await ask('history', { method: 'OPTIONS' });
    expect([status, headers['access-control-allow-headers']]).toEqual([204, 'authorization, content-type']);
  });

  test.each(['history', 'uploads'])('without a session gets no %s', async (what) => {
    const method = what === 'history' ? 'GET' : 'POST';
    expect((await ask(what, { method })).status).toBe(401);
    expect((await ask(what, { method, token: 'nonsense' })).status).toBe(401);
  });

  test('that asks for what there is not hears 404', async () => {
    expect((await ask('sessions', { account: 'other' })).status).toBe(404);
    expect((await ask('constructor')).status).toBe(404);
  });
});
