import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Console } from '../../../../console/agent/state/types.ts';
import type { Content } from '../../../../lib/message.ts';
import { threads } from '../stage/people.ts';
import { type Lab, type Network, openLab } from './harness.ts';

const text = (said: string): Content => ({ type: 'text', text: said });
const sendingOf = (page: Console) =>
  page.sending.value.map(({ content }) => (content.type === 'text' ? content.text : content.type));
const linesOf = ({ world }: Lab, thread: string) => world.scene.conversations[thread]?.lines ?? [];
const saidIn = (lab: Lab, thread: string) =>
  linesOf(lab, thread).flatMap(({ sentAs, content }) => (sentAs && content.type === 'text' ? [content.text] : []));

/** What goes to messages goes as told, everything else well. */
const messagesGo =
  (how: ReturnType<Network>): Network =>
  ({ path }) =>
    path === '/console/messages' ? how : 'well';

test('what is said is there at once, and becomes a line of the server', async () => {
  const lab = await openLab();
  lab.page.conversation(threads.grace);
  lab.page.say(threads.grace, threads.grace, text('Good morning'));
  expect(sendingOf(lab.page)).toEqual(['Good morning']);
  await lab.pass(100);
  expect(sendingOf(lab.page)).toEqual([]);
  expect(lab.page.conversation(threads.grace).value.value?.lines.at(-1)?.content).toEqual(text('Good morning'));
});

test('what the server refuses stays, with its sentence, until it is sent again under the same id or discarded', async () => {
  const lab = await openLab();
  lab.network(messagesGo(409));
  lab.page.say(threads.grace, threads.grace, text('One'));
  lab.page.say(threads.grace, threads.grace, text('Two'));
  await lab.pass(100);
  const [one, two] = lab.page.sending.value;
  expect(one?.refused).toBe('refused with 409');
  const reloaded = await lab.load();
  expect(reloaded.sending.value.map(({ refused }) => refused)).toEqual(['refused with 409', 'refused with 409']);
  lab.network(() => 'well');
  await lab.pass(60_000);
  expect(saidIn(lab, threads.grace)).toEqual([]);
  lab.page.discard(two?.id ?? '');
  if (one) lab.page.retry(one);
  await lab.pass(100);
  expect(linesOf(lab, threads.grace).at(-1)?.sentAs).toBe(one?.id);
  expect(saidIn(lab, threads.grace)).toEqual(['One']);
});

test('a refused message that was written down all the same is not shown as refused', async () => {
  const lab = await openLab();
  lab.network(messagesGo('unanswered'));
  lab.page.say(threads.grace, threads.grace, text('Hello'));
  await lab.pass(10);
  lab.network(messagesGo(409));
  await lab.pass(60_000);
  expect(lab.page.sending.value).toEqual([]);
  expect(saidIn(lab, threads.grace)).toEqual(['Hello']);
});

test('a line that failed is sent again once, however often it is pressed', async () => {
  const lab = await openLab('failed');
  lab.page.shown.value = threads.grace;
  await lab.pass(100);
  const line = linesOf(lab, threads.grace).find(({ status }) => status === 'failed');
  if (line) for (let press = 0; press < 3; press += 1) lab.page.retry(line);
  await lab.pass(100);
  if (line) lab.page.retry(line);
  await lab.pass(100);
  expect(saidIn(lab, threads.grace)).toEqual(['Of course, here it is.']);
});

test('lines of the same number on two threads are sent again each under an id of its own', async () => {
  const lab = await openLab('failed');
  lab.page.shown.value = threads.grace;
  await lab.pass(100);
  const line = linesOf(lab, threads.grace).find(({ status }) => status === 'failed');
  if (!line) throw new Error('no line has failed');
  lab.page.retry(line);
  lab.page.retry({ ...line, thread: 'sms:main:%2B4915100', at: line.at + 1 });
  expect(new Set(lab.page.sending.value.map(({ id }) => id)).size).toBe(2);
});

test('a file that failed is sent again by where it is kept, and not by an address that is good for minutes', async () => {
  const lab = await openLab('failed');
  const line = linesOf(lab, threads.grace).find(({ status }) => status === 'failed');
  if (!line) throw new Error('the scene has a line that failed');
  const file = { type: 'media' as const, mediaType: 'image/png', name: 'lamp.png', caption: 'Look' };
  const keptAs = 'media:media/sent/lamp.png';
  lab.page.open(threads.grace);
  lab.page.retry({ ...line, content: { ...file, url: 'https://files.example/lamp?signature=1' }, keptAs });
  await lab.pass(100);
  expect(lab.world.asked.findLast(({ path }) => path === '/console/messages')?.body).toMatchObject({
    file: { url: keptAs, mediaType: 'image/png', name: 'lamp.png' },
    text: 'Look',
  });
});

test('a file is shown from where it was taken, goes up, and is said by its address', async () => {
  const lab = await openLab();
  const file = new File(['bytes'], 'lamp.png', { type: 'image/png' });
  lab.network(({ path }) => (path === '/console/uploads' ? 'lost' : 'well'));
  lab.page.sendFile(threads.grace, threads.grace, file, 'Look');
  lab.page.say(threads.grace, threads.grace, text('After it'));
  const [sending] = lab.page.sending.value;
  expect(sending).toMatchObject({ uploaded: 0, content: { type: 'media', name: 'lamp.png', caption: 'Look' } });
  expect(sending?.content.type === 'media' && sending.content.url).toMatch(/^blob:/);
  await lab.pass(3_000);
  lab.network(() => 'well');
  await lab.pass(60_000);
  const [photo, after] = linesOf(lab, threads.grace).slice(-2);
  expect(photo?.content).toMatchObject({ type: 'media', mediaType: 'image/png', name: 'lamp.png' });
  expect(after?.content).toEqual(text('After it'));
  expect(lab.page.sending.value).toEqual([]);
});

test('what was left for days is not sent by itself: somebody has to look at it', async () => {
  const lab = await openLab();
  lab.network(() => 'lost');
  lab.page.say(threads.grace, threads.grace, text('Old news'));
  await lab.pass(100);
  lab.sleep(6 * 86_400_000);
  lab.network(() => 'well');
  await lab.pass(60_000);
  expect(saidIn(lab, threads.grace)).toEqual([]);
  expect(lab.page.sending.value[0]?.refused).toContain('days ago');
});

test('what a tab that was closed had not sent is sent by another that is open', async () => {
  const lab = await openLab();
  const other = await lab.load();
  for (const socket of lab.sockets) socket.open();
  lab.network(messagesGo('lost'));
  lab.page.say(threads.grace, threads.grace, text('Left behind'));
  await lab.pass(10);
  lab.close(lab.page);
  lab.network(() => 'well');
  await lab.pass(16_000);
  expect(other.connection.value).toBe('live');
  expect(saidIn(lab, threads.grace)).toEqual(['Left behind']);
});

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('say' as const), tab: fc.nat(1), task: fc.nat(1) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), time: fc.integer({ min: 1, max: 40_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('load' as const), tab: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tell' as const) }) },
);
const weather = fc.array(
  fc.constantFrom('well' as const, 'well' as const, 'lost' as const, 'unanswered' as const, 'late' as const, 503),
  { minLength: 30, maxLength: 30 },
);

test('nothing is lost, doubled or put in another order: over lost, late and unanswered requests, reloads, and two tabs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), weather, async (steps, goes) => {
      const lab = await openLab();
      const tabs = [lab.page, await lab.load()];
      const tasks = [threads.grace, threads.mei];
      const said = new Map<string, string[]>(tasks.map((task) => [task, []]));
      let count = 0;
      lab.network(() => goes[count++ % goes.length] ?? 'well');
      for (const [index, one] of steps.entries()) {
        if (one.do === 'pass') await lab.pass(one.time);
        if (one.do === 'load') tabs[one.tab] = await lab.load(tabs[one.tab]);
        if (one.do === 'tell') for (const tell of lab.storage.changed) tell();
        if (one.do !== 'say') continue;
        const task = tasks[one.task] ?? threads.grace;
        tabs[one.tab]?.say(task, task, text(`said ${index}`));
        // A page that does not know yet whose it is has no box to write into.
        if (tabs[one.tab]?.me.value.value) said.get(task)?.push(`said ${index}`);
      }
      lab.network(() => 'well');
      await lab.pass(120_000);
      for (const task of tasks) expect(saidIn(lab, task)).toEqual(said.get(task));
      for (const tell of lab.storage.changed) tell();
      const last = await lab.load();
      await lab.pass(60_000);
      for (const page of [...tabs, last]) expect(sendingOf(page)).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 60_000);
