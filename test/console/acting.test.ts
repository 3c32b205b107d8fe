import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { threadOf } from '../../lib/thread.ts';
import { startTable } from '../conversation/harness.ts';
import { type Ask, type Centre, openCentre, workOf } from './centre.ts';

let local: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  local = await startTable();
});
afterAll(() => local.close());

const say = (by: Ask, task: string, more: object = { text: 'Hello!' }) =>
  by('POST', 'messages', { body: { id: 'm1', task, thread: task, ...more } });
const sentOn = ({ bench }: Centre, thread: string) =>
  bench.sent().flatMap(({ content, thread: { sender } }) => (sender === threadOf(thread).sender ? [content] : []));

describe('a message', () => {
  test('goes to the customer, once for its id, and the page finds it again by that', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana);
    expect(await say(centre.ana, thread)).toEqual({ status: 202, body: { id: 'm1' } });
    expect((await say(centre.ana, thread)).status).toBe(202);
    await centre.settle();
    expect(sentOn(centre, thread)).toEqual([{ type: 'text', text: 'Hello!' }]);
    const { body } = await centre.ana('GET', 'conversation', { query: { thread } });
    expect(body).toMatchObject({ lines: [{ by: 'customer' }, { by: 'ana', sentAs: 'm1', direction: 'out' }] });
  });

  test('of who does not hold the conversation is 409 with who does, also of a supervisor, and nothing is done', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana);
    for (const by of [centre.ben, centre.boss])
      expect(await say(by, thread)).toEqual({
        status: 409,
        body: { error: 'This conversation is held by ana. Nothing was sent.' },
      });
    const waiting = await centre.comes();
    expect(await say(centre.ana, waiting)).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining('held by nobody') },
    });
    expect(centre.inbox).toEqual([]);
  });

  test('goes to another thread of the same customer, and to no thread of another', async () => {
    const centre = await openCentre(local.table);
    const proves = ['phone:+4930333333' as const];
    const sms = await centre.comes('hi', 'sms', { proves });
    const stranger = await centre.comes();
    const [first] = (await centre.tasks.live((await centre.team.named('ana'))?.sid ?? '')).map(({ sid }) => sid);
    await centre.ana('POST', `reservations/${first}`, { body: { answer: 'accepted', taskSid: '' } });
    await centre.settle();
    const line = await centre.bench.thread('same person');
    await centre.bench.hear({ type: 'joined', id: 'j', thread: line, at: 1, proves });
    const other = `line:${centre.bench.account}:same%20person`;
    expect((await say(centre.ana, sms, { thread: other, text: 'Here too' })).status).toBe(202);
    await centre.settle();
    expect(sentOn(centre, other)).toEqual([{ type: 'text', text: 'Here too' }]);
    centre.standIn.clock.advance(5_000);
    await centre.says(line, 'thanks');
    expect((await workOf(centre.ana)).tasks).toMatchObject([
      { thread: sms, heard: 2, heardAt: centre.world.now(), last: { text: 'thanks' } },
    ]);
    expect(await say(centre.ana, sms, { thread: stranger, text: 'To whom?' })).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining('another customer') },
    });
  });

  test.each([
    [{}, 'content: text, file or content is missing'],
    [{ text: 'a', content: { type: 'text', text: 'b' } }, 'content: content comes by itself'],
    [{ content: { type: 'media', url: 'file:///etc', mediaType: 'a' } }, 'content.url: a file lies at'],
    [{ file: { url: 'https://a', mediaType: 'a' } }, 'file.url: must be the address that the upload gave'],
    [{ text: '' }, 'text: '],
    [{ id: 4, text: 'a' }, 'id: '],
    [{ thread: 'line:main:%', text: 'a' }, 'thread: takes a thread key'],
  ])('%j is 400, with the path of the fault', async (more, fault) => {
    const centre = await openCentre(local.table);
    const { status, body } = await say(centre.ana, 'line:main:U1', more);
    expect([status, body]).toEqual([400, { error: expect.stringContaining(fault) }]);
  });

  test('without a body is 400, on a thread that nobody wrote on 404', async () => {
    const centre = await openCentre(local.table);
    expect((await centre.ana('POST', 'messages', { body: undefined })).status).toBe(400);
    expect((await say(centre.ana, 'line:main:nobody')).status).toBe(404);
  });
});

describe('a deed', () => {
  const deed = (by: Ask, thread: string, what: object, id = 'd1') =>
    by('POST', 'deeds', { body: { id, thread, deed: what } });
  const asides = async ({ bench }: Centre, thread: string) =>
    (await bench.lines(threadOf(thread))).flatMap(({ direction, content }) =>
      direction === 'aside' && content.type === 'text' ? [content.text] : [],
    );

  test('of the holder is done, once for its id', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana);
    const note = { type: 'note', text: 'calls back at four' };
    expect(await deed(centre.ana, thread, note)).toEqual({ status: 202, body: { id: 'd1' } });
    await deed(centre.ana, thread, note);
    await centre.settle();
    expect((await asides(centre, thread)).filter((text) => text === note.text)).toHaveLength(1);
  });

  test.each([{ type: 'wrap' }, { type: 'complete' }, { type: 'park' }, { type: 'hand-over' }, { type: 'take-back' }])(
    '%j of somebody else is 409 with the name of the holder, also of a supervisor',
    async (what) => {
      const centre = await openCentre(local.table);
      const thread = await centre.served(centre.ana);
      for (const by of [centre.ben, centre.boss])
        expect(await deed(by, thread, what)).toEqual({
          status: 409,
          body: { error: 'This conversation is held by ana. Nothing was done.' },
        });
      expect(centre.inbox).toEqual([]);
    },
  );

  test('supervisors whisper and take over; agents do neither where it is not theirs', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana);
    expect((await deed(centre.ben, thread, { type: 'take-over' })).status).toBe(403);
    expect((await deed(centre.ben, thread, { type: 'note', text: 'hm' })).status).toBe(409);
    expect((await deed(centre.boss, thread, { type: 'note', text: 'offer a voucher' }, 'n')).status).toBe(202);
    expect((await deed(centre.boss, thread, { type: 'take-over' }, 't')).status).toBe(202);
    await centre.settle();
    expect(await asides(centre, thread)).toContain('offer a voucher');
    expect((await say(centre.boss, thread)).status).toBe(202);
    expect(await say(centre.ana, thread)).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining('mei') },
    });
  });

  test('only who has parked it takes it up again, and a deed that is none is 400', async () => {
    const centre = await openCentre(local.table);
    const thread = await centre.served(centre.ana);
    await deed(centre.ana, thread, { type: 'park' });
    await centre.settle();
    expect(await deed(centre.ben, thread, { type: 'resume' }, 'r')).toEqual({
      status: 409,
      body: { error: 'ana has parked this conversation. Nothing was done.' },
    });
    expect((await deed(centre.ana, thread, { type: 'resume' }, 'r2')).status).toBe(202);
    for (const what of [{ type: 'dance' }, { type: 'note', text: '' }, { type: 'wrap', now: true }])
      expect((await deed(centre.ana, thread, what)).status).toBe(400);
  });
});

test('typing and reading are told by who has the customer in hand alone', async () => {
  const centre = await openCentre(local.table);
  const thread = await centre.served(centre.ana);
  const body = { id: 's', thread, signal: 'read', messageId: 'm' };
  expect((await centre.ana('POST', 'signals', { body })).status).toBe(202);
  expect((await centre.ben('POST', 'signals', { body })).status).toBe(409);
  expect(centre.signals).toMatchObject([{ type: 'signal', signal: 'read', messageId: 'm', thread: threadOf(thread) }]);
});

test('an upload gives where to put the file, or a sentence', async () => {
  const centre = await openCentre(local.table);
  const asked = { name: 'a.png', mediaType: 'image/png', size: 5 };
  expect(await centre.ana('POST', 'uploads', { body: asked })).toMatchObject({
    status: 201,
    body: { url: expect.stringMatching(/^media:media\/sent\//), upload: { method: 'PUT' } },
  });
  expect(await centre.ana('POST', 'uploads', { body: { ...asked, size: 9_000_000 } })).toEqual({
    status: 400,
    body: { error: 'a file may have 1 MiB at most' },
  });
});
