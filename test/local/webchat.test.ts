import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { signToken } from '../../lib/channels/webchat/token.ts';
import { openDesk } from '../../local/desk.ts';
import { picture } from '../../local/providers/picture.ts';
import { openPage, type Page } from '../../local/providers/webchat/page.ts';
import type { SessionAsked } from '../../local/providers/webchat/site.ts';
import { type Seaway, startSeaway } from '../../local/seaway.ts';
import { until } from '../../local/until.ts';
import { sharedTemplate } from '../template.ts';

let template: string;
let seaway: Seaway;
const pages: Page[] = [];
beforeAll(async () => {
  template = await sharedTemplate();
  seaway = await startSeaway({ template, log: () => {} });
});
afterAll(async () => {
  for (const page of pages) await page.cut();
  await seaway.close();
});

const secrets = () => {
  const { sessionKey, identityKey } = seaway.phones.webchat?.secret ?? {};
  return { sessionKey: String(sessionKey), identityKey: String(identityKey) };
};
const site = () => ({ address: `${seaway.cloud.origin}/webchat/main`, origin: 'https://shop.seaway.example' });
async function visit(asked: SessionAsked = {}): Promise<Page> {
  const page = await openPage(site(), asked);
  pages.push(page);
  return page;
}
const heard = (page: Page) => page.lines().filter(({ from }) => from === 'business');
const answers = (page: Page, count: number) =>
  until(`the page shows ${count} answers`, () => (heard(page).length >= count ? heard(page) : undefined));
const say = (page: Page, text: string) => page.say({ type: 'message', text });
const lineOf = async (page: Page, status: string) => {
  const { lines } = await openDesk(seaway.cloud.origin, seaway.signIn.tokenFor).thread(
    `webchat:main:${page.session.sender}`,
  );
  return lines.find((line) => line.direction === 'out' && line.status === status);
};

test('a message comes in by WebSocket, the answer goes out by WebSocket, and its receipts come back', async () => {
  const page = await visit({ name: 'Ada', language: 'de' });
  expect(await say(page, 'Guten Tag')).toMatchObject({ status: 200 });
  const [answer] = await answers(page, 1);
  expect(answer?.content.type).toBe('choices');
  await page.say({ type: 'read', messageId: answer?.id });
  await until('the line is read', () => lineOf(page, 'read'));
});

test('a page that was cut off says what waited and hears what it missed, each of it once', async () => {
  const page = await visit();
  await say(page, 'English');
  await answers(page, 1);
  await page.cut();
  const waiting = say(page, 'Grace');
  // Its answer comes while nobody is there: a second tab tells when.
  const other = await visit({ resume: page.session.token });
  await other.say({ type: 'message', text: 'Is anybody there?' });
  const missed = await answers(other, 2);
  expect(heard(page)).toHaveLength(1);
  await page.back();
  expect(await waiting).toMatchObject({ status: 200 });
  const all = await answers(page, missed.length + 1);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  await page.cut();
  await page.back();
  expect(heard(page)).toEqual(
    heard(page).filter(({ id }, index, lines) => lines.findIndex((one) => one.id === id) === index),
  );
  const said = page.lines().filter(({ from }) => from === 'customer');
  expect(said.map(({ content }) => content)).toMatchObject([
    { text: 'English' },
    { text: 'Is anybody there?' },
    { text: 'Grace' },
  ]);
});

test('what is sent again under its id is said once', async () => {
  const page = await visit();
  const frame = { type: 'message', id: crypto.randomUUID(), text: 'Hello' };
  expect(await page.say(frame)).toMatchObject({ status: 200 });
  expect(await page.say(frame)).toMatchObject({ status: 200 });
  await answers(page, 1);
  await page.cut();
  await page.back();
  expect(page.lines().filter(({ from }) => from === 'customer')).toMatchObject([{ id: frame.id }]);
});

test('two tabs of one visitor both hear the answer', async () => {
  const first = await visit();
  const second = await visit({ resume: first.session.token });
  expect(second.session.sender).toBe(first.session.sender);
  await say(first, 'Hello');
  const [one, other] = await Promise.all([answers(first, 1), answers(second, 1)]);
  expect(one[0]?.id).toBe(other[0]?.id);
});

test('a push that API Gateway fails on comes later, and a tab that is gone holds up nobody', async () => {
  const page = await visit();
  const gone = await visit({ resume: page.session.token });
  await gone.cut();
  seaway.phones.webchat?.fail({ status: 503 });
  await say(page, 'Hello');
  await answers(page, 1);
  await until('the line is out', () => lineOf(page, 'sent'));
});

test.each([
  ['forged', {}, 'k'.repeat(32)],
  ['expired', { exp: 1 }, undefined],
  ['of an account that is not there', { account: 'x' }, undefined],
])('a token that is %s lets nobody in, by no door', async (_, claims, key) => {
  const { session } = await visit();
  const now = Math.floor(Date.now() / 1000);
  const usual = { sub: session.sender, account: 'main', iat: now, exp: now + 60 };
  const token = signToken({ ...usual, ...claims }, key ?? secrets().sessionKey);
  expect(await handshake(session.socket, ['seaway.webchat', token])).toBe(401);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = (path: string, init: RequestInit) => fetch(seaway.cloud.origin + path, { ...init, headers });
  const body = JSON.stringify({ type: 'message', id: crypto.randomUUID(), text: 'Hello' });
  const answered = await Promise.all([
    ask('/webchat/main/history', {}),
    ask('/webchat/main/uploads', { method: 'POST', body: '{}' }),
    ask('/webchat/main/sessions', { method: 'POST', body: JSON.stringify({ resume: token }) }),
    ask('/webchat/main/frames', { method: 'POST', body }),
    ask('/webhooks/webchat/main', { method: 'POST', body }),
  ]);
  // The webhook cannot tell that the account is not there: it hears a session that is none of its own.
  const refused = answered.map((answer) => answer.status);
  expect(refused.slice(0, 3)).toEqual([401, 401, 401]);
  for (const one of refused.slice(3)) expect([400, 401]).toContain(one);
});

test('a page of another site is let in by no door', async () => {
  const { session } = await visit();
  const origin = 'https://elsewhere.example';
  expect(await handshake(session.socket, ['seaway.webchat', session.token], origin)).toBe(403);
  expect(await handshake(session.socket, [session.token])).toBe(400);
  const answer = await fetch(`${site().address}/sessions`, { method: 'POST', headers: { origin }, body: '{}' });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  const preflight = await fetch(`${site().address}/sessions`, {
    method: 'OPTIONS',
    headers: { origin: site().origin },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, site().origin]);
});

test('a frame that cannot be read is refused with its path, and keeps nothing', async () => {
  const page = await visit();
  expect(await page.say({ type: 'message' })).toMatchObject({ status: 400, reason: expect.stringContaining('text: ') });
  const answer = await fetch(`${site().address}/frames`, {
    method: 'POST',
    headers: { authorization: `Bearer ${page.session.token}`, origin: site().origin },
    body: '{',
  });
  expect(answer.status).toBe(400);
});

test('where WebSockets are blocked, frames go by HTTP and answers are read', async () => {
  const page = await visit();
  await page.cut();
  const answer = await fetch(`${site().address}/frames`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${page.session.token}`,
      'content-type': 'application/json',
      origin: site().origin,
    },
    body: JSON.stringify([{ type: 'message', id: crypto.randomUUID(), text: 'Hello' }]),
  });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, site().origin]);
  await until('the answer is out though nobody is connected', () => lineOf(page, 'sent'));
  await page.back();
  expect(heard(page)).toHaveLength(1);
});

test('who is logged in on the host page is one person on every device, and known by what it vouches for', async () => {
  const iat = Math.floor(Date.now() / 1000);
  const identity = signToken({ sub: '4711', email: 'Ada@Example.com', iat, exp: iat + 3_600 }, secrets().identityKey);
  const [laptop, phone] = [await visit({ identity }), await visit({ identity })];
  expect(phone.session.sender).toBe(laptop.session.sender);
  await say(laptop, 'Hello');
  await Promise.all([answers(laptop, 1), answers(phone, 1)]);
  const guest = await visit();
  await say(guest, 'Hello');
  await answers(guest, 1);
  const known = await visit({ resume: guest.session.token, identity });
  expect(known.session.sender).toBe(guest.session.sender);
  const another = signToken({ sub: '4712', iat, exp: iat + 3_600 }, secrets().identityKey);
  const stranger = await visit({ resume: known.session.token, identity: another });
  expect(stranger.session.sender).not.toBe(guest.session.sender);
  expect(stranger.lines()).toEqual([]);
});

test('a file goes up, is looked into and kept, and comes back to the page', async () => {
  const page = await visit();
  const file = { name: 'cat.png', mediaType: 'image/png', data: picture() };
  const key = await page.upload(file);
  expect(await page.say({ type: 'file', key, name: file.name, mediaType: file.mediaType })).toMatchObject({
    status: 200,
  });
  const kept = await until('the file is kept', async () => {
    const [line] = (await visit({ resume: page.session.token })).lines();
    return line?.content.type === 'media' && !line.content.url.includes(key) ? line.content : undefined;
  });
  expect(Buffer.from(await (await fetch(kept.url)).arrayBuffer())).toEqual(file.data);
  const other = await visit();
  expect(await other.say({ type: 'file', key, name: 'mine.png', mediaType: 'image/png' })).toMatchObject({
    status: 400,
  });
  await expect(page.upload({ ...file, mediaType: 'text/html' })).rejects.toMatchObject({ status: 415 });
});

/** The status with which the handshake is answered; 101 where it succeeds. */
const handshake = (address: string, protocols: string[], origin = site().origin) =>
  new Promise<number>((resolve, reject) => {
    const socket = new WebSocket(address, protocols, { origin });
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.once('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.once('error', reject);
  });

test('a visitor edits and takes back what they said, and nothing that we said', async () => {
  const page = await visit();
  const id = crypto.randomUUID();
  await page.say({ type: 'message', id, text: 'Hellp' });
  const [answer] = await answers(page, 1);
  await page.say({ type: 'edit', messageId: answer?.id, text: 'You win a million' });
  await page.say({ type: 'unsend', messageId: answer?.id });
  await page.say({ type: 'edit', messageId: id, text: 'Hello' });
  const lines = await until('the line is edited', async () => {
    const again = (await visit({ resume: page.session.token })).lines();
    return again[0]?.edited ? again : undefined;
  });
  expect(lines[0]?.content).toEqual({ type: 'text', text: 'Hello' });
  expect(lines[1]).toMatchObject({ id: answer?.id, content: answer?.content });
  expect(lines[1]).not.toHaveProperty('deleted');
});
