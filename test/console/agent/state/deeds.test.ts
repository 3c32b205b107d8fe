import { expect, test } from 'vitest';
import { threads } from '../stage/people.ts';
import { openLab } from './harness.ts';

test('an accepted offer is opened and becomes a task', async () => {
  const lab = await openLab();
  const [offer] = lab.page.work.value.value?.offers ?? [];
  if (offer) await lab.page.answer(offer, 'accepted');
  await lab.pass(10);
  expect(lab.page.shown.value).toBe(threads.layla);
  expect(lab.page.work.value.value?.offers).toEqual([]);
  expect(lab.page.work.value.value?.tasks).toHaveLength(4);
});

test('an offer that somebody else has taken leaves the sentence of the server', async () => {
  const lab = await openLab();
  const [offer] = lab.page.work.value.value?.offers ?? [];
  lab.network(({ path }) => (path.startsWith('/console/reservations') ? 409 : 'well'));
  if (offer) await lab.page.answer(offer, 'accepted');
  expect(lab.page.shown.value).toBeUndefined();
  expect(lab.page.refusals.value).toEqual({ [offer?.reservation ?? '']: 'refused with 409' });
});

test('a deed whose answer was lost is told again under the same id', async () => {
  const lab = await openLab();
  lab.network(({ path }) => (path === '/console/deeds' ? 'unanswered' : 'well'));
  void lab.page.deed(threads.grace, { type: 'wrap' });
  await lab.pass(500);
  lab.network(() => 'well');
  await lab.pass(5_000);
  const ids = lab.world.asked.flatMap(({ path, body }) => (path === '/console/deeds' ? [JSON.stringify(body)] : []));
  expect(ids.length).toBeGreaterThan(1);
  expect(new Set(ids).size).toBe(1);
  expect(lab.page.refusals.value).toEqual({});
});

test('what is completed makes room for whoever has waited longest', async () => {
  const lab = await openLab();
  lab.page.shown.value = threads.bernd;
  void lab.page.deed(threads.bernd, { type: 'complete', disposition: 'solved' });
  await lab.pass(10);
  expect(lab.page.shown.value).toBe(threads.mei);
});

test('a presence is there at once, and is taken back where it was refused', async () => {
  const lab = await openLab();
  lab.network(({ path }) => (path === '/console/presence' ? 400 : 'well'));
  const change = lab.page.setPresence('Break');
  expect(lab.page.me.value.value?.activity).toMatchObject({ name: 'Break', available: false });
  await change;
  await lab.pass(10);
  expect(lab.page.me.value.value?.activity.name).toBe('Available');
  expect(lab.page.refusals.value).toEqual({ presence: 'refused with 400' });
});

test('a customer is told at most every 5 seconds that the agent types', async () => {
  const lab = await openLab();
  for (let second = 0; second < 12; second += 1) {
    lab.page.types(threads.grace);
    await lab.pass(1_000);
  }
  expect(lab.asked().filter((one) => one === 'POST /console/signals')).toHaveLength(3);
});

test('a customer is told once that what they wrote was read, when somebody looks at it', async () => {
  const lab = await openLab();
  lab.look(false);
  lab.page.shown.value = threads.grace;
  await lab.pass(100);
  const told = () => lab.world.asked.flatMap(({ path, body }) => (path === '/console/signals' ? [body] : []));
  expect(told()).toEqual([]);
  lab.look(true);
  await lab.pass(100);
  lab.page.refresh();
  await lab.pass(100);
  expect(told()).toMatchObject([{ thread: threads.grace, signal: 'read', messageId: 'provider-12' }]);
});

test('what is done to a call is asked once where it would be heard twice, else until it is done; a refusal stands at the phone', async () => {
  const lab = await openLab();
  const asked = () => lab.world.asked.filter(({ path }) => path === '/console/calls').length;
  lab.network(({ path }) => (path === '/console/calls' ? 'unanswered' : 'well'));
  void lab.page.call(threads.grace, { type: 'digits', digits: '1' });
  await lab.pass(60_000);
  expect(asked()).toBe(1);
  expect(lab.page.refusals.value.phone).toMatch(/out of reach/);
  void lab.page.call(threads.grace, { type: 'mute' });
  await lab.pass(60_000);
  expect(asked()).toBeGreaterThan(2);
  lab.network(({ path }) => (path === '/console/calls' ? 409 : 'well'));
  await lab.page.call(threads.grace, { type: 'mute' });
  expect(lab.page.refusals.value).toEqual({ phone: 'refused with 409' });
});
