import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { people, threads } from '../console/agent/stage/people.ts';
import type { SceneName } from '../console/agent/stage/scenes.ts';
import { type Stage, startStage } from '../console/agent/stage/stage.ts';
import type { World } from '../console/agent/stage/world.ts';
import { faultsOf } from './accessibility.ts';
import { startChromium } from './chromium.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
const complaints: string[] = [];
beforeAll(async () => {
  browser = await startChromium();
  stage = await startStage();
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  // What the content security policy stops is told here as well; a refusal of the stage's is wanted.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('409')) complaints.push(message.text());
  });
});
afterEach(async () => {
  await page.close();
  expect(complaints.splice(0)).toEqual([]);
});

const panel = () => page.getByRole('complementary', { name: 'Customer' });
const palette = () => page.getByRole('dialog', { name: /^Find/ });
const heading = (name: string) => page.getByRole('main').getByRole('heading', { name });
const table = (name: string) => page.getByRole('table', { name: new RegExp(`^${name}`) });
const namesIn = (name: string) => table(name).getByRole('rowheader').allInnerTexts();

async function enter(scene: SceneName): Promise<World> {
  const world = await stage.enter(page, scene);
  await page.getByRole('button', { name: 'Search' }).waitFor();
  return world;
}

async function enterAt(who: keyof typeof people): Promise<World> {
  const world = await enter('three');
  await page.locator('.task').filter({ hasText: people[who].name }).first().click();
  await panel().getByRole('heading', { name: people[who].name }).waitFor();
  return world;
}

async function enterDesk(): Promise<World> {
  const world = await enter('supervisor');
  await page.getByRole('button', { name: 'Supervisor' }).click();
  await table('Queues').waitFor();
  return world;
}

const asked = (world: World, method: string, path: string) =>
  world.asked.filter((one) => one.method === method && one.path === path);

test('an attribute is changed in place: Enter saves it and shows it at once, Escape gives up', async () => {
  const world = await enterAt('grace');
  await panel().getByRole('button', { name: 'Change plan, now Business' }).press('Enter');
  await page.keyboard.type('Enterprise');
  world.slow = 500;
  await page.keyboard.press('Enter');
  const changed = panel().getByRole('button', { name: 'Change plan, now Enterprise' });
  await changed.waitFor();
  expect(asked(world, 'PUT', '/console/customer')).toEqual([]);
  expect(await changed.evaluate((button) => button === document.activeElement)).toBe(true);
  await expect
    .poll(() => asked(world, 'PUT', '/console/customer'))
    .toEqual([expect.objectContaining({ body: { attributes: { plan: 'Enterprise' } } })]);
  world.slow = 0;

  await panel().getByRole('button', { name: 'Change newsletter, now yes' }).click();
  await page.keyboard.type('no');
  await page.keyboard.press('Escape');
  await panel().getByRole('button', { name: 'Change newsletter, now yes' }).waitFor();
  await panel().getByRole('button', { name: 'Change newsletter, now yes' }).click();
  await page.keyboard.type('no');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => asked(world, 'PUT', '/console/customer').at(-1)?.body)
    .toEqual({ attributes: { newsletter: false } });
  await panel().getByText('Ana Torres · ').first().waitFor();
});

test('what the server refuses is said beside the field, which still holds what was typed', async () => {
  const world = await enterAt('grace');
  await panel().getByRole('button', { name: 'Change order, now 4711' }).click();
  await page.keyboard.type('4712');
  world.fails = 409;
  await page.keyboard.press('Enter');
  await panel().getByRole('alert').getByText('The stage was told to fail.').waitFor();
  expect(await panel().getByRole('textbox').inputValue()).toBe('4712');
  world.fails = undefined;
  await panel().getByRole('textbox').press('Enter');
  await expect
    .poll(() => world.scene.customers[threads.grace]?.attributes.find(({ name }) => name === 'order')?.value)
    .toBe('4712');
  await panel().getByRole('button', { name: 'Change order, now 4712' }).waitFor();
});

test('something new is written down by its name and its value, and nothing is left of it when it is given up', async () => {
  const world = await enterAt('grace');
  const add = panel().getByRole('button', { name: 'Add an attribute' });
  await add.click();
  await page.keyboard.type('plan');
  await page.keyboard.press('Enter');
  await panel().getByText('There is plan already').waitFor();
  await panel().getByRole('textbox').fill('shoe size');
  await page.keyboard.press('Enter');
  await panel().getByRole('textbox', { name: 'New value of shoe size' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await panel().getByText('shoe size').count()).toBe(0);

  await add.click();
  await page.keyboard.type('shoe size');
  await page.keyboard.press('Enter');
  await page.keyboard.type('43');
  await page.keyboard.press('Enter');
  await panel().getByRole('button', { name: 'Change shoe size, now 43' }).waitFor();
  await expect
    .poll(() => world.scene.customers[threads.grace]?.attributes.at(-1))
    .toMatchObject({ name: 'shoe size', value: '43' });
});

test('a suggestion is confirmed by its proof, once', async () => {
  const world = await enterAt('grace');
  await panel().getByText('May be the same person as G. Okafor: The same e-mail').waitFor();
  const confirm = panel().getByRole('button', { name: 'Confirm that this is G. Okafor' });
  await confirm.dblclick();
  await panel().getByText('They become one person').waitFor();
  await expect.poll(() => asked(world, 'POST', '/console/proofs')).toHaveLength(1);
  expect(asked(world, 'POST', '/console/proofs')).toMatchObject([
    { body: { thread: threads.grace, proof: 'email:g.okafor@example.com' } },
  ]);
});

test('why me is one sentence that unfolds, and an earlier conversation is shown by a click', async () => {
  await enterAt('mei');
  await panel().getByText('Why me').click();
  await panel().getByText('queue "Everyone"').waitFor();
  await panel().getByRole('button', { name: 'Passed on to a department' }).click();
  await heading(people.grace.name).waitFor();
  await panel().getByRole('heading', { name: people.grace.name }).waitFor();
});

test('the desk is sorted by its headers, and nothing moves under the pointer', async () => {
  const world = await enterDesk();
  expect(await namesIn('Waiting customers')).toEqual(
    world.scene.desk.waiting.map(({ customer }) => expect.stringContaining(customer.name)),
  );
  await table('Queues').getByRole('button', { name: 'Queue', exact: true }).press('Enter');
  expect(await namesIn('Queues')).toEqual(['Everyone', 'Front desk']);
  await table('Queues').getByRole('button', { name: 'Queue', exact: true }).press('Enter');
  expect(await namesIn('Queues')).toEqual(['Front desk', 'Everyone']);

  const [first, second] = world.scene.desk.waiting;
  await table('Waiting customers').getByRole('rowheader').first().hover();
  world.change(({ desk }) => {
    desk.waiting = desk.waiting.filter((one) => one !== first).map((one) => ({ ...one, since: 0 }));
    desk.queues = desk.queues.map((queue) => ({ ...queue, waiting: 7 }));
  });
  await table('Queues').getByRole('cell', { name: '7', exact: true }).first().waitFor({ timeout: 20_000 });
  expect(await table('Waiting customers').getByRole('row').nth(1).getAttribute('class')).toBe('is-gone');
  await page.mouse.move(5, 5);
  await table('Waiting customers')
    .getByText(first?.customer.name ?? '')
    .waitFor({ state: 'detached' });
  expect(
    await table('Waiting customers')
      .getByText(second?.customer.name ?? '')
      .isVisible(),
  ).toBe(true);
});

test('a supervisor looks into a conversation beside the desk, and finds their own work as it was', async () => {
  await enter('supervisor');
  await page.locator('.task').first().click();
  await panel().getByRole('heading', { name: people.grace.name }).waitFor();
  await page.getByRole('button', { name: 'Supervisor' }).click();
  const opener = table('Waiting customers').getByRole('button', { name: people.sofia.name });
  await opener.press('Enter');
  await page
    .getByRole('region', { name: 'Conversation', exact: true })
    .getByRole('heading', { name: people.sofia.name })
    .waitFor();
  await page.getByRole('button', { name: 'Close the conversation' }).press('Enter');
  await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: 'My work' }).click();
  await panel().getByRole('heading', { name: people.grace.name }).waitFor();
});

test('a supervisor listens in on a call, speaks to its agent, and leaves; a chat has no such thing', async () => {
  const world = await enterDesk();
  await page.locator('.desk-peek').filter({ hasText: '佐藤健二' }).click();
  const call = page.getByRole('group', { name: 'The call' });
  for (const name of ['Listen in', 'Speak to the agent', 'Leave']) await call.getByRole('button', { name }).click();
  await expect
    .poll(() => world.asked.filter(({ path }) => path === '/console/calls').map(({ body }) => body))
    .toMatchObject([{ act: { type: 'listen' } }, { act: { type: 'whisper' } }, { act: { type: 'hang-up' } }]);
  await page.getByRole('button', { name: 'Close the conversation' }).click();
  await page.locator('.desk-peek').filter({ hasText: 'Grace Okafor' }).first().click();
  expect(await call.count()).toBe(0);
});

test('dead letters say what to do, and an empty desk says that all is well', async () => {
  await enterDesk();
  await page.getByText('start the redrive of the queue').waitFor();
  await enter('quiet desk');
  await page.getByRole('button', { name: 'Supervisor' }).click();
  await page.getByText('Nobody waits.').waitFor();
  await page.getByText('Everything could be worked on.').waitFor();
});

test('the palette is used by the keyboard alone: a customer whom the server finds', async () => {
  const world = await enterAt('grace');
  await page.keyboard.press('Control+k');
  await palette().getByRole('combobox').waitFor();
  await page.keyboard.type('sof', { delay: 30 });
  const option = palette().getByRole('option', { name: people.sofia.name });
  await option.waitFor();
  expect(asked(world, 'GET', '/console/search')).toHaveLength(1);
  expect(await palette().getByRole('combobox').getAttribute('aria-activedescendant')).toBe(
    await option.getAttribute('id'),
  );
  await page.keyboard.press('Enter');
  await heading(people.sofia.name).waitFor();
  expect(await palette().count()).toBe(0);
});

test('the palette puts a canned reply behind what is written, in the customer’s language', async () => {
  await enterAt('bernd');
  const box = page.locator('[data-command="reply"]');
  await box.fill('Moin!');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('greeting');
  await palette().getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => box.inputValue()).toBe(`Moin! Guten Tag ${people.bernd.name}, hier ist Ana Torres.`);
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('the palette lists the commands that can be done now, and what it opens stays open', async () => {
  await enter('quiet desk');
  await page.keyboard.press('Control+k');
  const commands = palette().getByRole('group', { name: 'Commands' }).getByRole('option');
  expect(await commands.allInnerTexts()).toEqual([expect.stringMatching('presence'), expect.stringMatching('keys')]);
  await page.keyboard.type('keys');
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await sheet.waitFor();
  await page.waitForTimeout(100);
  expect(await sheet.isVisible()).toBe(true);
});

test('the arrows go around, Escape closes, and nothing that fits is said in words', async () => {
  await enterAt('grace');
  await page.keyboard.press('Control+k');
  const selected = palette().locator('[aria-selected=true]');
  const first = await selected.innerText();
  await page.keyboard.press('ArrowUp');
  expect(await selected.innerText()).not.toBe(first);
  await page.keyboard.press('ArrowDown');
  expect(await selected.innerText()).toBe(first);
  await page.keyboard.type('zzzz');
  await palette().getByText('Nothing fits.').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await palette().waitFor({ state: 'detached' });
});

test('the sheet lists every key, and turns them off', async () => {
  await enter('three');
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await sheet.getByText('Wrap up').waitFor();
  await sheet.getByRole('switch').press('Space');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.getByRole('button', { name: 'Keys' }).click();
  await sheet.getByRole('switch').press('Space');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await palette().waitFor();
});

test.each(['light', 'dark'] as const)('axe finds nothing, when it is %s', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  // Where nothing rings: a test waits until nothing moves any more.
  await enter('supervisor');
  await page.locator('.task').first().click();
  await panel().getByRole('button', { name: 'Add an attribute' }).click();
  expect(await faultsOf(page, '.customer')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('re');
  await palette().getByRole('option').first().waitFor();
  expect(await faultsOf(page, 'dialog')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Keys' }).click();
  expect(await faultsOf(page, 'dialog')).toEqual([]);
  await enterDesk();
  await table('Waiting customers').getByRole('button', { name: people.sofia.name }).click();
  expect(await faultsOf(page, '.desk-figures')).toEqual([]);
});

test.each([360, 768, 1280, 2560])('at %i px nothing sticks out', async (width) => {
  await page.setViewportSize({ width, height: 800 });
  await enterDesk();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  const boxes = await page
    .locator('.desk-scroll')
    .evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
  expect(boxes.filter((tooMuch) => tooMuch > 0)).toEqual([]);
  await page.getByRole('button', { name: 'Search' }).click();
  const box = await palette().boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
});
