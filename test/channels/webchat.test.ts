import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { webchat } from '../../lib/channels/webchat/index.ts';
import { isSigned, signToken } from '../../lib/channels/webchat/token.ts';
import { folderOf } from '../../lib/channels/webchat/uploads.ts';
import { Permanent, Transient } from '../../lib/errors.ts';
import type { Http, HttpRequest } from '../../lib/http.ts';
import { folderOf as mediaFolderOf } from '../../lib/media/key.ts';
import { answer, arrival, outbound, webhook } from './kit.ts';
import { webchatKit } from './webchat.kit.ts';

beforeEach(() => void vi.useFakeTimers({ now: arrival, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const { secret } = webchatKit;
const key = String(secret.sessionKey);
const seconds = arrival / 1000;
const session = {
  sub: '0d4c9f1e-6b1a-4f0e-9c55-2f1f0a7b8c01',
  account: 'main',
  iat: seconds - 60,
  exp: seconds + 60,
};
const request = (token: string, body: unknown = {}) =>
  webhook({
    url: 'https://seaway.example/webhooks/webchat/main',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
const verdict = (token: string) => webchat.connect(secret).verify(request(token));
const frame = { type: 'message', id: '7c9e6679-7425-40de-944b-e07fc1f90001', text: 'Hello' };
const receive = (body: unknown, account = 'main') => webchat.receive(request(signToken(session, key), body), account);

describe('the session token', () => {
  // The known answer of https://jwt.io.
  test('is a JSON Web Token as others make it', () => {
    const token =
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c';
    expect(isSigned(token, 'your-256-bit-secret')).toBe(true);
    expect(signToken({ sub: '1234567890', name: 'John Doe', iat: 1516239022 }, 'your-256-bit-secret')).toBe(token);
  });

  test('written in another way is another token', () => {
    const token = signToken(session, key);
    const same = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const bytes = (text: string) => Buffer.from(text.split('.')[2] ?? '', 'base64url');
    const others = [...same].map((letter) => token.slice(0, -1) + letter).filter((other) => other !== token);
    const twins = others.filter((other) => bytes(other).equals(bytes(token)));
    expect(twins).toHaveLength(3);
    for (const twin of [...twins, `${token}=`]) expect(verdict(twin).verdict).toBe('reject');
  });

  test.each([
    ['none', ''],
    ['unsigned, as its header says', ['{"alg":"none"}', JSON.stringify(session), ''].map(base64url).join('.')],
    ['signed by another', signToken(session, 'k'.repeat(40))],
    ['signed with the identityKey', signToken(session, String(secret.identityKey))],
    ['of no sender', signToken({ ...session, sub: 'ada' }, key)],
    ['of no account', signToken({ ...session, account: undefined }, key)],
  ])('is refused where it is %s', (_, token) => {
    expect(verdict(token).verdict).toBe('reject');
  });

  test('is good to the last second, and then says that it has expired', () => {
    expect(verdict(signToken({ ...session, exp: seconds + 1 }, key))).toEqual({ verdict: 'accept' });
    expect(verdict(signToken({ ...session, exp: seconds }, key))).toEqual({
      verdict: 'reject',
      reason: 'the session token has expired',
    });
  });
});

test('who signs identities cannot make sessions: the keys must differ, and be long', () => {
  expect(() => webchat.connect({ ...secret, identityKey: key })).toThrow('identityKey: must not be the sessionKey');
  expect(() => webchat.connect({ ...secret, sessionKey: 'short' })).toThrow('sessionKey: must have 32 characters');
});

test.each(['https://www.example.com/', 'https://www.example.com/chat', 'www.example.com', '*'])(
  'the origin %s is none',
  (origin) => {
    expect(() => webchat.connect({ ...secret, origins: [origin] })).toThrow('origins.0');
  },
);

describe('what a page says', () => {
  test('is of the sender of its token, whoever the frame names', () => {
    const { events } = receive({ ...frame, sender: 'somebody else', thread: { sender: 'somebody else' } });
    expect(events).toMatchObject([{ thread: { sender: session.sub } }]);
  });

  test('is no event of another account', () => {
    expect(() => receive(frame, 'other')).toThrow(Permanent);
  });

  test('keeps the id of a frame apart from those of other visitors', () => {
    const [mine] = receive(frame).events;
    const other = { ...session, sub: '11111111-6b1a-4f0e-9c55-2f1f0a7b8c01' };
    const [theirs] = webchat.receive(request(signToken(other, key), frame), 'main').events;
    expect(mine?.id).not.toBe(theirs?.id);
  });

  test('never means a message of ours by an edit, nor one of another visitor', () => {
    const ours = 'c56a4180-65aa-42ec-a945-5fd21dec0538';
    for (const type of ['edit', 'unsend'])
      expect(receive({ ...frame, type, messageId: ours }).events).toMatchObject([
        { messageId: `${session.sub} ${ours}` },
      ]);
  });

  test.each([
    ['no id', { ...frame, id: undefined }, 'id: '],
    ['an id that is no UUID', { ...frame, id: '1' }, 'id: '],
    ['a blank text', { ...frame, text: ' \n' }, 'text: is blank'],
    ['a text too long', { ...frame, text: 'a'.repeat(5_001) }, 'text: '],
    ['a place that is none', { ...frame, type: 'location', latitude: 91, longitude: 0 }, 'latitude: '],
    ['neither message nor moment', { ...frame, type: 'read' }, 'neither messageId nor upTo'],
    ['a file of somebody else', { ...frame, type: 'file', key: 'media/x/1', name: 'a', mediaType: 'a/b' }, 'key: '],
    ['a file outside', { ...frame, type: 'file', key: `../${'x'}`, name: 'a', mediaType: 'a/b' }, 'key: '],
    ['nothing at all', [], 'body: '],
    ['too much at once', Array.from({ length: 51 }, () => frame), 'body: '],
    ['no frame', 'Hello', '0: '],
  ])('is refused where it has %s, with the path', (_, body, fault) => {
    expect(() => receive(body)).toThrow(fault);
    expect(() => receive(body)).toThrow(Permanent);
  });

  test('of an unknown type is counted under one name, however it calls itself', () => {
    expect(receive([frame, { type: 'x1' }, { type: 'x2' }])).toMatchObject({
      events: [{ type: 'message' }],
      ignored: ['unknown frame', 'unknown frame'],
    });
  });

  test('names files where the media of its thread lie', () => {
    const thread = { channel: 'webchat', account: 'main', sender: session.sub };
    expect(folderOf(thread)).toBe(mediaFolderOf(thread));
  });

  test('names a file by the key that it was given, and by no way around', () => {
    const folder = folderOf({ channel: 'webchat', account: 'main', sender: session.sub });
    const file = { ...frame, type: 'file', name: 'a', mediaType: 'image/png' };
    const key = `${folder}0d4c9f1e-6b1a-4f0e-9c55-2f1f0a7b8c01.png`;
    expect(receive({ ...file, key }).events).toMatchObject([{ content: { url: `media:${key}` } }]);
    for (const around of ['../0123456789abcdef/0000001.png', '../../mail/1', './a.png', 'a/b.png', '..', 'a?b', ''])
      expect(() => receive({ ...file, key: folder + around })).toThrow('key: ');
  });
});

describe('a push', () => {
  const live = { endpoint: 'https://abc.execute-api.eu-central-1.amazonaws.com/live', connections: ['one=', 'two='] };
  const shown = { line: 7, at: 5, by: 'Mei' };
  const text = { type: 'text', text: 'Hello' } as const;
  const send = (http: Http, more = {}) =>
    webchat.connect(secret).send({ ...outbound('webchat', text), live, ...more }, http);

  test('goes to every connection, signed for the region of its API', async () => {
    const { http, requests } = answering(() => 200);
    expect(await send(http, { live: { ...live, shown } })).toEqual({ providerId: webchatKit.answers.providerId });
    expect(requests.map(({ url }) => url)).toEqual(
      ['one%3D', 'two%3D'].map((id) => `${live.endpoint}/@connections/${id}`),
    );
    for (const { aws, body } of requests) {
      expect(aws).toEqual({ service: 'execute-api', region: 'eu-central-1' });
      const id = webchatKit.answers.providerId;
      expect(JSON.parse(String(body))).toEqual({ type: 'message', id, content: text, ...shown });
    }
  });

  test('says which connections have gone, and is out all the same', async () => {
    const { http } = answering((url) => (url.includes('one') ? 410 : 200));
    expect(await send(http)).toEqual({ providerId: webchatKit.answers.providerId, gone: ['one='] });
  });

  test.each([undefined, { ...live, connections: [] }])('where nobody is connected is out too', async (nobody) => {
    const { http, requests } = answering(() => 500);
    expect(await send(http, { live: nobody })).toEqual({ providerId: webchatKit.answers.providerId });
    expect(requests).toEqual([]);
  });

  test('that fails for one tab reaches the other, and is tried again', async () => {
    const { http, requests } = answering((url) => (url.includes('one') ? 503 : 200));
    await expect(send(http)).rejects.toThrow(Transient);
    expect(requests).toHaveLength(2);
  });

  test('of a reaction names the message as the page does', async () => {
    const { http, requests } = answering(() => 200);
    const content = { type: 'reaction', messageId: `${session.sub} ${frame.id}`, emoji: '👍' } as const;
    await send(http, { content, live: { ...live, connections: ['one'] } });
    expect(JSON.parse(String(requests[0]?.body)).content).toEqual({ ...content, messageId: frame.id });
  });

  test('of a long text comes in numbered parts, each of which API Gateway takes in one frame', async () => {
    const { http, requests } = answering(() => 200);
    await send(http, {
      content: { type: 'text', text: '\u0001'.repeat(12_000) },
      live: { ...live, connections: ['one'] },
    });
    expect(requests.map(({ body }) => JSON.parse(String(body)))).toMatchObject(
      [1, 2, 3].map((part) => ({ part, parts: 3, id: webchatKit.answers.providerId })),
    );
    for (const { body } of requests) expect(Buffer.byteLength(String(body))).toBeLessThan(32 * 1024);
  });

  test('to an address that is no WebSocket API is refused', async () => {
    const { http } = answering(() => 200);
    await expect(send(http, { live: { ...live, endpoint: 'https://example.com' } })).rejects.toThrow(Permanent);
  });

  test.each([
    [{ type: 'typing' }, { type: 'typing' }],
    [
      { type: 'read', messageId: `${session.sub} ${frame.id}` },
      { type: 'read', messageId: frame.id },
    ],
  ] as const)('of a signal is what it is: %o', async (signal, pushed) => {
    const { http, requests } = answering(() => 200);
    const { thread } = outbound('webchat', text);
    await webchat.connect(secret).signal({ ...signal, thread, live: { ...live, connections: ['one'] } }, http);
    expect(requests.map(({ body }) => JSON.parse(String(body)))).toEqual([pushed]);
  });
});

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function answering(status: (url: string) => number): { http: Http; requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    requests.push(request);
    return answer(status(request.url), '');
  };
  return { http, requests };
}
