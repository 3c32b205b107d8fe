import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { buildAgent } from '../../console/build.ts';
import { threads } from '../console/agent/stage/people.ts';
import { type SceneName, scenes } from '../console/agent/stage/scenes.ts';
import { type Stage, startStage } from '../console/agent/stage/stage.ts';
import type { World } from '../console/agent/stage/world.ts';
import { faultsOf } from './accessibility.ts';
import { startChromium } from './chromium.ts';

let browser: Browser;
let stage: Stage;
const complaints: string[] = [];
beforeAll(async () => {
  browser = await startChromium();
  stage = await startStage();
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  // What the content security policy stops is told here as well; that the server fails is meant.
  const meant = /Failed to load resource|WebSocket connection/;
  expect(complaints.splice(0).filter((complaint) => !meant.test(complaint))).toEqual([]);
});

async function visit(scene: SceneName, options: BrowserContextOptions = {}): Promise<{ page: Page; world: World }> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  const world = await stage.enter(page, scene);
  await page.locator('.presence-list').waitFor({ state: 'attached' });
  return { page, world };
}

const names = (page: Page) => page.locator('.tasks .task-name > :first-child').allInnerTexts();
const reply = (page: Page) => page.locator('[data-command=reply]');
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-command'));
const posts = (world: World, path: string) => world.asked.filter((one) => one.method === 'POST' && one.path === path);

test('an offer rings without taking the focus from a half-written sentence, and Alt+A takes it', async () => {
  const { page, world } = await visit('wrapping');
  await page.getByRole('button', { name: '陳美玲' }).click();
  await reply(page).fill('Half a');
  await reply(page).focus();
  world.change(({ work }) => {
    work.offers = scenes.three(Date.now()).work.offers;
  });
  await page.getByRole('button', { name: 'Accept', exact: true }).waitFor();
  expect(await focused(page)).toBe('reply');
  await expect.poll(() => page.title()).toMatch(/^\(\d\)/);
  await page.keyboard.press('Alt+a');
  await page.getByRole('heading', { name: 'ليلى حداد' }).first().waitFor();
  expect(world.asked.some(({ path }) => path === '/console/reservations/WRlayla')).toBe(true);
  await page.getByRole('button', { name: '陳美玲' }).click();
  expect(await reply(page).inputValue()).toBe('Half a');
});

test('an offer is declined by its button, and one that was taken by another says so until it is closed', async () => {
  const { page, world } = await visit('ringing');
  const offer = page.locator('.offer').filter({ hasText: 'Sofía' });
  await offer.getByRole('button', { name: 'Decline' }).click();
  await page.mouse.move(700, 400);
  await offer.waitFor({ state: 'detached' });
  world.fails = 409;
  await page.locator('.offer').filter({ hasText: 'Ben Keller' }).getByRole('button', { name: 'Accept' }).click();
  await page.getByText('The stage was told to fail.').first().waitFor();
  world.fails = undefined;
  await page.mouse.move(700, 400);
  world.change(({ work }) => {
    work.offers = [];
  });
  await page.locator('.offer').first().waitFor({ state: 'detached' });
  await page.locator('.lost').getByRole('button', { name: 'Close' }).click();
  await page.locator('.lost').waitFor({ state: 'detached' });
});

test('nothing moves under the pointer: the order changes, and what is new comes to the top, when it has left', async () => {
  const { page, world } = await visit('three');
  const before = await names(page);
  const row = page.locator('.task').filter({ hasText: 'Grace' });
  await row.hover();
  const place = await row.boundingBox();
  world.change(({ work }) => {
    work.offers.push(...scenes.ringing(Date.now()).work.offers.filter(({ thread }) => thread !== threads.layla));
    for (const task of work.tasks) if (task.thread === threads.bernd) task.waitingSince = 1;
    work.tasks = work.tasks.filter(({ thread }) => thread !== threads.mei);
  });
  await page.locator('.offers-late .offer').first().waitFor();
  expect(await names(page)).toEqual(before);
  expect(await row.boundingBox()).toEqual(place);
  await page.mouse.move(700, 400);
  await expect.poll(() => names(page)).toEqual(['Bernd-Friedrich von Hohenstein-Waldburg', 'Grace Okafor']);
  expect(await page.locator('.offers-late').count()).toBe(0);
});

test('keys go through the conversations, to the reply and to the presence; they can be turned off', async () => {
  const { page } = await visit('three');
  await page.keyboard.press('Alt+ArrowDown');
  await page.locator('.task[aria-current]').filter({ hasText: '陳美玲' }).waitFor();
  await page.keyboard.press('Alt+ArrowUp');
  await page.locator('.task[aria-current]').filter({ hasText: 'Bernd' }).waitFor();
  await reply(page).waitFor();
  await page.keyboard.press('Alt+r');
  expect(await focused(page)).toBe('reply');
  await page.keyboard.type('?');
  expect(await reply(page).inputValue()).toBe('?');
  await page.keyboard.press('Alt+p');
  expect(await focused(page)).toBe('presence');
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await page.evaluate(() => localStorage.setItem('seaway console keys', 'off'));
  await page.reload();
  await page.locator('.task[aria-current]').filter({ hasText: 'Bernd' }).waitFor();
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('?');
  expect(await page.locator('.task[aria-current]').innerText()).toContain('Bernd');
  expect(await page.locator('dialog[open]').count()).toBe(0);
});

test('one click changes the presence, and what the server refuses is said and taken back', async () => {
  const { page, world } = await visit('empty');
  await page.getByRole('button', { name: 'Break' }).click();
  await page.getByText('You are Break').waitFor();
  expect(posts(world, '/console/presence').at(-1)?.body).toEqual({ activity: 'Break' });
  world.fails = 403;
  await page.getByRole('button', { name: 'Available' }).click();
  await page.locator('.presence .refusal').waitFor();
  world.fails = undefined;
  await page.getByText('You are Break').waitFor();
});

test('the connection is said in words, and work comes back by itself', async () => {
  const { page, world } = await visit('three');
  await page.locator('.connection.is-live').waitFor();
  await page.context().setOffline(true);
  await page.getByText('No connection.').waitFor();
  expect(await names(page)).toHaveLength(3);
  world.scene.work.tasks.pop();
  await page.context().setOffline(false);
  await expect.poll(() => names(page)).toHaveLength(2);
});

test('what is sent while there is no network is there at once, survives a reload, and goes out once', async () => {
  const { page, world } = await visit('three');
  await page.getByRole('button', { name: 'Grace Okafor' }).click();
  await reply(page).waitFor();
  world.fails = 503;
  await reply(page).fill('It comes on Monday.');
  await reply(page).press('Enter');
  await page.getByText('It comes on Monday.').first().waitFor();
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).some((key) => key.includes(' said '))))
    .toBe(true);
  world.fails = undefined;
  await page.reload();
  await page.locator('.columns').getByText('It comes on Monday.').first().waitFor();
  const said = () => world.scene.conversations[threads.grace]?.lines.filter(({ sentAs }) => sentAs !== undefined);
  await expect.poll(() => said()?.length).toBe(1);
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).some((key) => key.includes(' said '))))
    .toBe(false);
});

test('a call is over everything, says how long it lasts, and hanging up ends it', async () => {
  const { page, world } = await visit('call');
  const bar = page.getByRole('region', { name: 'Call' });
  await bar.getByText(/^3:\d\d$/).waitFor();
  expect(await bar.getByRole('button', { name: 'Mute' }).getAttribute('title')).toBe('Mute (Alt+M)');
  await bar.getByRole('button', { name: 'Hang up' }).click();
  await bar.waitFor({ state: 'detached' });
  expect(posts(world, '/console/calls')[0]?.body).toMatchObject({ thread: threads.kenji, act: { type: 'hang-up' } });
});

test('who is signed out is told, and what they wrote is kept', async () => {
  const { page, world } = await visit('three');
  world.fails = 401;
  world.push({ type: 'changed', thread: threads.grace });
  await page.getByRole('button', { name: 'Sign in again' }).waitFor();
});

test('what is parked is folded, and can be resumed', async () => {
  const { page } = await visit('parked');
  await page.getByText('Parked').click();
  await page.locator('.parked-one').filter({ hasText: 'Grace' }).getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => names(page)).toContain('Grace Okafor');
});

test('on a phone columns are pages, and nothing sticks out', async () => {
  const { page } = await visit('three', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const sticksOut = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(await sticksOut()).toBe(0);
  await page.locator('.task').first().tap();
  await reply(page).waitFor();
  expect(await sticksOut()).toBe(0);
  expect(await page.locator('.column-work').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'My work' }).tap();
  expect(await page.locator('.column-work').isVisible()).toBe(true);
});

test.each([
  ['three', 'light', 1_280],
  ['three', 'dark', 1_280],
  ['ringing', 'light', 360],
  ['ringing', 'dark', 360],
  ['call', 'light', 1_280],
  ['call', 'dark', 360],
  ['parked', 'light', 1_280],
  ['empty', 'dark', 1_280],
  ['supervisor', 'light', 900],
] as const)('axe finds nothing in the scene %s, %s and %i px wide', async (scene, colorScheme, width) => {
  const { page } = await visit(scene, { colorScheme, viewport: { width, height: 800 } });
  await page.locator('.connection.is-live').waitFor();
  if (scene === 'parked') await page.getByText('Parked').click();
  for (const part of ['.bar', '.notices', '.column-work', '.feet'])
    if (await page.locator(part).isVisible()) expect(await faultsOf(page, part)).toEqual([]);
});

test('an accent of any brightness can be read on', async () => {
  for (const accent of ['#ffd400', '#101010', '#7fd3c0', '#d1451d']) {
    const { page, world } = await visit('three');
    world.change(({ me }) => {
      me.settings.accent = accent;
    });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.style.getPropertyValue('--accent')))
      .toBe(accent);
    expect(await faultsOf(page, '.column-work')).toEqual([]);
    await page.context().close();
  }
});

test('the whole page is below 120 kB, gzipped', () => {
  expect(buildAgent().bytes).toBeLessThan(120_000);
});

test('a call is muted and held by key, tones are pressed, and hanging up leads to the sum of it', async () => {
  const { page, world } = await visit('call');
  const bar = page.getByRole('region', { name: 'Call' });
  const acts = () => posts(world, '/console/calls').map(({ body }) => z.object({ act: z.unknown() }).parse(body).act);
  await page.keyboard.press('Alt+m');
  await bar.getByText('The customer does not hear you').waitFor();
  expect(await bar.getByRole('button', { name: 'Mute' }).getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('Alt+h');
  await bar.getByText('The customer hears music, you are muted').waitFor();
  await page.keyboard.press('Alt+m');
  await bar.getByText('The customer hears music', { exact: true }).waitFor();
  await bar.getByRole('button', { name: 'Keypad' }).click();
  await page.getByRole('button', { name: 'Key 4' }).click();
  await page.keyboard.press('2');
  await expect
    .poll(acts)
    .toEqual([
      { type: 'mute' },
      { type: 'hold' },
      { type: 'unmute' },
      { type: 'digits', digits: '4' },
      { type: 'digits', digits: '2' },
    ]);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: 'Transfer' }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: 'Hang up' }).click();
  await bar.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '佐藤健二' }).click();
  await page.getByRole('button', { name: 'Complete' }).first().waitFor();
});

test('what the telephone refuses is said in its bar, and one that rings says so', async () => {
  const { page, world } = await visit('call');
  world.fails = 409;
  await page.keyboard.press('Alt+m');
  await page.getByRole('region', { name: 'Call' }).getByText('The stage was told to fail.').waitFor();
  expect(await page.getByRole('button', { name: 'Mute' }).getAttribute('aria-pressed')).toBe('false');
  world.fails = undefined;
  world.change(({ work }) => {
    for (const task of work.tasks) task.phone = undefined;
  });
  await page.getByText('Answer your telephone: 佐藤健二').waitFor();
  expect(await page.getByRole('button', { name: 'Hold' }).count()).toBe(0);
});
