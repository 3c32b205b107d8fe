import { effect } from '@preact/signals';
import { expect, test } from 'vitest';
import { openReader } from '../../../../console/agent/state/reader.ts';
import { threads } from '../stage/people.ts';
import { openLab, settle } from './harness.ts';

/** A reading whose answers come when the test says. */
function slowReading() {
  const answers: ((value: { count: number }) => void)[] = [];
  const reader = openReader({ load: () => new Promise<{ count: number }>((resolve) => answers.push(resolve)) });
  return { reader, answers };
}

test('hints while something is being read lead to exactly one more reading', async () => {
  const { reader, answers } = slowReading();
  for (let hint = 0; hint < 5; hint += 1) reader.read();
  expect(answers).toHaveLength(1);
  answers[0]?.({ count: 1 });
  await settle();
  expect(answers).toHaveLength(2);
  answers[1]?.({ count: 2 });
  await settle();
  expect(answers).toHaveLength(2);
  expect(reader.told.value).toEqual({ value: { count: 2 } });
});

test('what was changed on the page is not overwritten by an answer to an older question', async () => {
  const { reader, answers } = slowReading();
  reader.read();
  answers[0]?.({ count: 1 });
  await settle();
  reader.read();
  reader.change(() => ({ count: 7 }));
  answers[1]?.({ count: 1 });
  await settle();
  expect(reader.told.value).toEqual({ value: { count: 7 } });
  answers[2]?.({ count: 7 });
});

test('a reading that says nothing new draws nothing again', async () => {
  const lab = await openLab();
  let drawn = 0;
  effect(() => {
    drawn += lab.page.work.value.value ? 1 : 0;
  });
  lab.page.refresh();
  await lab.pass(100);
  expect(drawn).toBe(1);
});

test('an answer that does not come is given up after 20 seconds, and the work that was known stays', async () => {
  const lab = await openLab();
  lab.network(() => 'late');
  lab.page.refresh();
  await lab.pass(21_000);
  expect(lab.page.work.value.failed).toContain('out of reach');
  expect(lab.page.work.value.value?.tasks).toHaveLength(3);
  lab.world.scene.work.tasks = [];
  lab.network(() => 'well');
  await lab.pass(60_000);
  expect(lab.page.work.value).toMatchObject({ value: { tasks: [] } });
  expect(lab.page.work.value.failed).toBeUndefined();
});

test('a thousand lines are read by hundreds, each once and in order, and stay when something new is said', async () => {
  const lab = await openLab('long');
  const { value: read } = { value: lab.page.conversation(threads.grace) };
  await lab.pass(10);
  expect(read.value.value?.lines).toHaveLength(100);
  for (let page = 0; page < 12; page += 1)
    await Promise.all([lab.page.earlier(threads.grace), lab.page.earlier(threads.grace)]);
  const all = read.value.value?.lines ?? [];
  expect(all.map(({ sk }) => sk)).toEqual(lab.world.scene.conversations[threads.grace]?.lines.map(({ sk }) => sk));
  expect(read.value.value?.earlier).toBeUndefined();
  lab.page.say(threads.grace, threads.grace, { type: 'text', text: 'New' });
  await lab.pass(100);
  expect(read.value.value?.lines).toHaveLength(1_001);
  expect(read.value.value?.lines[500]).toBe(all[500]);
});

test('where more was said than one reading holds, there is no gap: what is older is read again', async () => {
  const lab = await openLab('long');
  const read = lab.page.conversation(threads.grace);
  await lab.pass(10);
  const { lines = [] } = lab.world.scene.conversations[threads.grace] ?? {};
  const [line] = lines;
  if (line)
    for (let more = 0; more < 150; more += 1) lines.push({ ...line, sk: `MESSAGE#1${String(more).padStart(5, '0')}` });
  lab.page.refresh();
  lab.page.shown.value = threads.grace;
  lab.page.refresh();
  await lab.pass(10);
  expect(read.value.value?.lines).toHaveLength(100);
  await lab.page.earlier(threads.grace);
  expect(read.value.value?.lines.map(({ sk }) => sk)).toEqual(lines.slice(-200).map(({ sk }) => sk));
});

test('the address of a file stays the same while it is good, however often a new one is signed', async () => {
  const lab = await openLab();
  lab.page.shown.value = threads.grace;
  const read = lab.page.conversation(threads.grace);
  await lab.pass(10);
  const line = lab.world.scene.conversations[threads.grace]?.lines.find(({ content }) => content.type === 'media');
  if (line?.content.type === 'media') line.content.url = 'https://files.example/lamp?signature=1';
  const urlNow = () => {
    const content = read.value.value?.lines.find(
      ({ sk, thread }) => sk === line?.sk && thread === line.thread,
    )?.content;
    return content?.type === 'media' ? content.url : undefined;
  };
  lab.page.refresh();
  await lab.pass(10);
  expect(urlNow()).toBe('https://files.example/lamp?signature=1');
  if (line?.content.type === 'media') line.content.url = 'https://files.example/lamp?signature=2';
  lab.page.refresh();
  await lab.pass(10);
  expect(urlNow()).toBe('https://files.example/lamp?signature=1');
  await lab.pass(620_000);
  expect(urlNow()).toBe('https://files.example/lamp?signature=2');
});

test('a conversation that is in other hands by now is not read any more, and stays as it was', async () => {
  const lab = await openLab();
  lab.page.open(threads.grace);
  const conversation = lab.page.conversation(threads.grace);
  const customer = lab.page.customer(threads.grace);
  lab.sockets[0]?.open();
  await lab.pass(100);
  const { work } = lab.world.scene;
  const held = work.tasks;
  work.tasks = held.filter(({ thread }) => thread !== threads.grace);
  lab.sockets[0]?.push({ type: 'changed', thread: threads.grace });
  await lab.pass(100);
  const reads = () => lab.asked().filter((one) => /conversation|customer/.test(one)).length;
  const before = reads();
  lab.sockets[0]?.push({ type: 'changed', thread: threads.grace });
  lab.sockets[0]?.push({ type: 'changed', thread: threads.mei });
  lab.page.refresh();
  await lab.pass(60_000);
  expect(reads()).toBe(before);
  expect(lab.page.isLost(threads.grace)).toBe(true);
  expect(conversation.value.value?.lines.length).toBeGreaterThan(0);
  expect(customer.value.value?.name).toBe('Grace Okafor');
  work.tasks = held;
  lab.page.refresh();
  await lab.pass(100);
  expect(lab.page.isLost(threads.grace)).toBe(false);
  expect(reads()).toBe(before + 2);
});

test('a supervisor who comes back to what they watch has it as it is by then', async () => {
  const lab = await openLab('supervisor');
  await lab.pass(100);
  lab.page.shown.value = threads.sofia;
  const read = lab.page.conversation(threads.sofia);
  await lab.pass(100);
  lab.page.shown.value = threads.grace;
  lab.world.scene.conversations[threads.sofia]?.lines.pop();
  lab.sockets[0]?.push({ type: 'changed', thread: threads.sofia });
  await lab.pass(100);
  expect(lab.page.isLost(threads.sofia)).toBe(false);
  lab.page.shown.value = threads.sofia;
  await lab.pass(100);
  expect(read.value.value?.lines).toEqual([]);
});
