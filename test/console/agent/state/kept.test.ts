import { expect, test } from 'vitest';
import type { Console } from '../../../../console/agent/state/types.ts';
import { threads } from '../stage/people.ts';
import { openLab } from './harness.ts';

const unreadOf = (page: Console) => (page.work.value.value?.tasks ?? []).map((task) => page.unread(task));

test('what the customer wrote is unread until it is looked at, also after a reload', async () => {
  const lab = await openLab();
  expect(unreadOf(lab.page)).toEqual([1, 1, 0]);
  const [grace] = lab.world.scene.work.tasks;
  if (grace) grace.heard += 2;
  lab.page.refresh();
  await lab.pass(10);
  const reloaded = await lab.load(lab.page);
  expect(unreadOf(reloaded)).toEqual([3, 1, 0]);
  lab.look(false);
  reloaded.shown.value = threads.grace;
  expect(unreadOf(reloaded)).toEqual([3, 1, 0]);
  lab.look(true);
  expect(unreadOf(reloaded)).toEqual([0, 1, 0]);
  expect(unreadOf(await lab.load(reloaded))).toEqual([0, 1, 0]);
});

test('what is half written is there after a reload, and what is shown too', async () => {
  const lab = await openLab();
  lab.page.shown.value = threads.mei;
  lab.page.drafts.value = { [threads.mei]: { text: 'Dear' }, [threads.grace]: { text: 'x' } };
  lab.page.drafts.value = { [threads.mei]: { text: 'Dear Mei', on: threads.graceMail } };
  const reloaded = await lab.load(lab.page);
  expect(reloaded.drafts.value).toEqual({ [threads.mei]: { text: 'Dear Mei', on: threads.graceMail } });
  expect(reloaded.shown.value).toBe(threads.mei);
});

test('who is signed out loses nothing: it is said, and goes out when they are signed in again', async () => {
  const lab = await openLab();
  lab.network(() => 401);
  lab.page.say(threads.grace, threads.grace, { type: 'text', text: 'Still here' });
  lab.page.drafts.value = { [threads.grace]: { text: 'half a' } };
  await lab.pass(60_000);
  expect(lab.page.ended.value).toBe(true);
  expect(lab.page.sending.value[0]?.refused).toBeUndefined();
  lab.network(() => 'well');
  const again = await lab.load(lab.page);
  await lab.pass(1_000);
  expect(again.ended.value).toBe(false);
  expect(again.drafts.value[threads.grace]?.text).toBe('half a');
  expect(lab.world.scene.conversations[threads.grace]?.lines.at(-1)?.content).toEqual({
    type: 'text',
    text: 'Still here',
  });
});

test('what somebody else kept in this browser is not shown, and garbage is not read', async () => {
  const lab = await openLab();
  lab.network(({ path }) => (path === '/console/messages' ? 'lost' : 'well'));
  lab.page.say(threads.grace, threads.grace, { type: 'text', text: 'From Ana' });
  lab.storage.setItem('seaway console ana said broken', '{"id":');
  lab.storage.setItem('seaway console ana draft broken', '{"text":7}');
  lab.world.scene.me.worker = { ...lab.world.scene.me.worker, name: 'ben' };
  const other = await lab.load(lab.page);
  expect(other.sending.value).toEqual([]);
  lab.world.scene.me.worker = { ...lab.world.scene.me.worker, name: 'ana' };
  const back = await lab.load(other);
  expect(back.sending.value).toHaveLength(1);
  expect(back.drafts.value).toEqual({});
});

test('who signs out leaves nothing in this browser, but what is not sent yet', async () => {
  const keys = (lab: Awaited<ReturnType<typeof openLab>>) =>
    Array.from({ length: lab.storage.length }, (_, index) => lab.storage.key(index));
  const lab = await openLab();
  lab.storage.setItem('seaway console ben draft x', '{"text":"of Ben"}');
  lab.page.open(threads.grace);
  lab.page.drafts.value = { [threads.grace]: { text: 'half a' } };
  await lab.pass(100);
  lab.network(({ path }) => (path === '/console/messages' ? 'lost' : 'well'));
  lab.page.say(threads.grace, threads.grace, { type: 'text', text: 'Not sent' });
  const before = keys(lab);
  lab.page.signOut();
  expect(keys(lab)).toEqual(before);
  lab.network(() => 'well');
  await lab.pass(60_000);
  lab.page.signOut();
  expect(keys(lab)).toEqual(['seaway console ben draft x']);
});
