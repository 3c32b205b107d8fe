import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folderOf } from '../../lib/media/key.ts';
import { threadKey, threadOf } from '../../lib/thread.ts';
import { startTable } from '../conversation/harness.ts';
import { type Ask, openCentre } from './centre.ts';

let local: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  local = await startTable();
});
afterAll(() => local.close());

const say = (by: Ask, thread: string, more: object) =>
  by('POST', 'messages', { body: { id: 'm', task: thread, thread, ...more } });
const deed = (by: Ask, thread: string, what: object) => by('POST', 'deeds', { body: { id: 'm', thread, deed: what } });

describe('an agent who holds nothing', () => {
  test('learns nothing of a conversation and does nothing to it', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana);
    const asked = [
      await centre.ben('GET', 'conversation', { query: { thread } }),
      await centre.ben('GET', 'customer', { query: { thread } }),
      await centre.ben('GET', 'desk'),
      await centre.ben('PUT', 'customer', { query: { thread }, body: { attributes: { vip: true } } }),
      await say(centre.ben, thread, { text: 'hi' }),
      await deed(centre.ben, thread, { type: 'resume' }),
      await deed(centre.ben, thread, { type: 'take-over' }),
      await centre.ben('POST', 'signals', { body: { id: 's', thread, signal: 'typing' } }),
      await centre.ben('POST', 'proofs', { body: { id: 'p', thread, proof: 'phone:+4930555555' } }),
      await centre.ben('POST', 'calls', { body: { id: 'c', thread, act: { type: 'listen' } } }),
    ];
    expect(asked.map(({ status }) => status)).toEqual([403, 403, 403, 409, 409, 409, 403, 409, 409, 409]);
    const found = await centre.ben('GET', 'search', { query: { q: thread } });
    expect(found.body).toEqual({ customers: [] });
    expect([centre.inbox, centre.signals]).toEqual([[], []]);
  });
});

describe('who is offered a conversation, has joined it or has parked it', () => {
  test('reads it, and does what is of their part alone', async () => {
    const centre = await openCentre(local.table);
    const offered = await centre.comes();
    const ben = await centre.team.named('ben');
    expect((await centre.ana('GET', 'conversation', { query: { thread: offered } })).status).toBe(200);
    const asOffered = [
      await say(centre.ana, offered, { text: 'hi' }),
      await deed(centre.ana, offered, { type: 'complete' }),
      await centre.ana('PUT', 'customer', { query: { thread: offered }, body: { attributes: { a: 1 } } }),
      await centre.ana('POST', 'proofs', { body: { id: 'p', thread: offered, proof: 'phone:+4930555555' } }),
    ];
    expect(asOffered.map(({ status }) => status)).toEqual([409, 409, 409, 409]);

    const held = (await centre.tasks.live((await centre.team.named('ana'))?.sid ?? ''))[0];
    await centre.ana('POST', `reservations/${held?.sid}`, { body: { answer: 'accepted', taskSid: held?.taskSid } });
    await centre.settle();
    await deed(centre.ana, offered, { type: 'transfer', kind: 'warm', to: { worker: { sid: ben?.sid, name: 'ben' } } });
    await centre.settle();
    const asked = (await centre.tasks.live(ben?.sid ?? ''))[0];
    await centre.ben('POST', `reservations/${asked?.sid}`, { body: { answer: 'accepted', taskSid: asked?.taskSid } });
    await centre.settle();
    const asJoined = [
      await deed(centre.ben, offered, { type: 'complete' }),
      await deed(centre.ben, offered, { type: 'park' }),
      await deed(centre.ben, offered, { type: 'hand-over' }),
      await say(centre.ben, offered, { text: 'joined' }),
    ];
    expect(asJoined.map(({ status }) => status)).toEqual([409, 409, 409, 202]);
  });
});

describe('the id that a page gives', () => {
  test('is of its agent alone: nobody swallows the message of another with it', async () => {
    const centre = await openCentre(local.table, { language: 'en', asked: 3 });
    const first = await centre.served(centre.ana, 'first');
    const second = await centre.served(centre.ben, 'second');
    expect((await say(centre.ben, second, { text: 'of ben' })).status).toBe(202);
    expect((await say(centre.ana, first, { text: 'of ana' })).status).toBe(202);
    await deed(centre.ben, second, { type: 'note', text: 'by ben' });
    await deed(centre.ana, first, { type: 'note', text: 'by ana' });
    await centre.settle();
    const told = centre.bench.sent().map(({ content }) => content);
    expect(told).toEqual(expect.arrayContaining(['of ana', 'of ben'].map((text) => ({ type: 'text', text }))));
    const lines = await centre.bench.lines(threadOf(first));
    expect(lines.map(({ by }) => by)).toEqual(expect.arrayContaining(['ana', 'ana']));
    expect(lines).toContainEqual(expect.objectContaining({ content: { type: 'text', text: 'by ana' } }));
  });

  test('is of its thread: two messages to two customers are two', async () => {
    const centre = await openCentre(local.table);
    const threads = [await centre.served(centre.ana, 'first'), await centre.served(centre.ana, 'second')];
    for (const thread of threads) await say(centre.ana, thread, { text: `to ${thread}` });
    await centre.settle();
    const told = centre.bench.sent().map(({ content }) => content);
    expect(told).toEqual(expect.arrayContaining(threads.map((thread) => ({ type: 'text', text: `to ${thread}` }))));
  });

  test('is told to nobody else, whose page would take the line for its own', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana);
    await say(centre.ana, thread, { text: 'of ana' });
    await centre.settle();
    const own = await centre.ana('GET', 'conversation', { query: { thread } });
    const other = await centre.boss('GET', 'conversation', { query: { thread } });
    expect(own.body).toMatchObject({ lines: expect.arrayContaining([expect.objectContaining({ sentAs: 'm' })]) });
    expect(JSON.stringify(other.body)).not.toContain('sentAs');
  });
});

describe('a file', () => {
  const image = (url: string) => ({ url, mediaType: 'image/png' });

  test('of another conversation is not sent, however its address is known', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana);
    const url = `media:${folderOf(centre.bench.thread('victim'))}0000001.png`;
    expect((await say(centre.ana, thread, { file: image(url) })).status).toBe(403);
    expect((await say(centre.ana, thread, { content: { type: 'media', ...image(url) } })).status).toBe(403);
    expect(centre.inbox).toEqual([]);
  });

  test('that was uploaded, or is of this customer, is', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana);
    const { body } = await centre.ana('POST', 'uploads', { body: { name: 'a.png', mediaType: 'image/png', size: 9 } });
    const uploaded = /media:[^"]+/.exec(JSON.stringify(body))?.[0] ?? '';
    expect((await say(centre.ana, thread, { file: image(uploaded) })).status).toBe(202);
    const own = `media:${folderOf(threadOf(thread))}0000001.png`;
    expect((await say(centre.ana, thread, { id: 'o', file: image(own) })).status).toBe(202);
    expect((await say(centre.ana, thread, { id: 'n', content: { type: 'media', ...image(own) } })).status).toBe(202);
  });
});

describe('a transfer', () => {
  test('names a colleague as TaskRouter does', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana);
    const ben = await centre.team.named('ben');
    for (const worker of [
      { sid: ben?.sid, name: 'The director' },
      { sid: 'WQ00000000000000000000000000000000', name: 'ben' },
    ])
      expect((await deed(centre.ana, thread, { type: 'transfer', kind: 'cold', to: { worker } })).status).toBe(400);
    expect(centre.inbox).toEqual([]);
  });
});

describe('a proof', () => {
  test('of an agent is a number or an e-mail address, and who gave it stays to be read', async () => {
    const centre = await openCentre(local.table);
    const victim = await centre.comes('mine', 'sms', { proves: ['phone:+4930777777'] });
    await deed(centre.boss, victim, { type: 'note', text: 'x' });
    const thread = threadKey(centre.bench.thread('U9'));
    await centre.says(threadOf(thread), 'hello');
    const prove = (proof: string) => centre.boss('POST', 'proofs', { body: { id: 'p', thread, proof } });
    for (const proof of ['account:4711', 'bsuid:1', 'email:Ada@Example.com', 'email:a b@c'])
      expect((await prove(proof)).status).toBe(400);
    expect((await prove('phone:+4930777777')).status).toBe(202);
    await centre.settle();
    const { body } = await centre.boss('GET', 'conversation', { query: { thread: victim } });
    const told = 'mei has made sure that +4930777777 is theirs. Two customers are one from now on.';
    expect(JSON.stringify(body)).toContain(told);
  });
});
