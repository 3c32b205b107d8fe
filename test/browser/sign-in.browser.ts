import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startChromium } from './chromium.ts';
import { openStage } from './sign-in/stage.ts';

let browser: Browser;
let stage: Awaited<ReturnType<typeof openStage>>;
const complaints: string[] = [];
beforeAll(async () => {
  [browser, stage] = await Promise.all([startChromium(), openStage()]);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  // Whatever the content security policy stops is told here as well; a refused renewal is told by the network.
  expect(complaints.splice(0).filter((complaint) => !/status of 400/.test(complaint))).toEqual([]);
});

async function visit(path = '/'): Promise<Page> {
  const context = await browser.newContext();
  return load(await context.newPage(), path);
}

async function load(page: Page, path = '/'): Promise<Page> {
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(stage.origin + path);
  return page;
}

async function signIn(name: string): Promise<Page> {
  const page = await visit();
  await press(page, name);
  return page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const shows = (page: Page, text: string | RegExp) => page.getByText(text).waitFor();

/** What the tab keeps, and another end of its access token, in milliseconds from now. */
const tokens = (page: Page) => page.evaluate(() => JSON.parse(sessionStorage.getItem('seaway.tokens') ?? '{}'));
const change = (page: Page, changes: object) =>
  page.evaluate((changed) => {
    const kept = JSON.parse(sessionStorage.getItem('seaway.tokens') ?? '{}');
    sessionStorage.setItem('seaway.tokens', JSON.stringify({ ...kept, ...changed }));
  }, changes);

test('an agent signs in, the API knows who it is, and a reload asks nobody again', async () => {
  const page = await signIn('Ana Torres, agent');
  await shows(page, 'ana, agent');
  expect(page.url()).toBe(`${stage.origin}/`);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));
  await page.reload();
  await shows(page, 'ana, agent');
  expect(new Set(asked)).toEqual(new Set([stage.origin]));
});

test('a supervisor is one', async () => {
  await shows(await signIn('Lin Mei, supervisor'), 'mei, supervisor');
});

test('shortly before its end a token is renewed, once for all who ask', async () => {
  const page = await signIn('Ana');
  await shows(page, 'ana, agent');
  const before = await tokens(page);
  await change(page, { expiresAt: Date.now() + 60_000 });
  let renewals = 0;
  page.on('request', (request) => {
    if (request.url() === `${stage.issuer}/token`) renewals += 1;
  });
  await page.evaluate(() => {
    const [ask] = document.getElementsByTagName('button');
    for (let times = 0; times < 5; times += 1) ask?.click();
  });
  await shows(page, 'ana, agent');
  await page.waitForFunction((access) => !sessionStorage.getItem('seaway.tokens')?.includes(access), before.access);
  const after = await tokens(page);
  expect(after.refresh).toBe(before.refresh);
  expect(after.expiresAt).toBeGreaterThan(Date.now() + 3_000_000);
  await press(page, 'Ask');
  await shows(page, 'ana, agent');
  expect(renewals).toBe(1);
});

test('while the provider is out of reach, a token is used to its end', async () => {
  const page = await signIn('Ana');
  await shows(page, 'ana, agent');
  await change(page, { expiresAt: Date.now() + 60_000 });
  await page.route(`${stage.issuer}/**`, (route) => route.abort());
  await press(page, 'Ask');
  await shows(page, 'ana, agent');
  complaints.splice(0);
});

test('where a renewal is refused the page is told, and nothing else that it keeps is lost', async () => {
  const page = await signIn('Ana');
  await shows(page, 'ana, agent');
  await page.evaluate(() => sessionStorage.setItem('draft', 'Dear customer'));
  await change(page, { expiresAt: Date.now(), refresh: 'of another day' });
  await press(page, 'Ask');
  await shows(page, 'The session has ended.');
  await shows(page, 'nobody is signed in any more');
  await page.reload();
  await shows(page, 'ana, agent');
  expect(await page.evaluate(() => sessionStorage.getItem('draft'))).toBe('Dear customer');
});

test('who signs out is signed out in every tab, and asked who they are', async () => {
  const page = await signIn('Ana');
  await shows(page, 'ana, agent');
  const other = await load(await page.context().newPage());
  await shows(other, 'ana, agent');
  await press(page, 'Sign out');
  await shows(page, 'Who are you?');
  await shows(other, 'The session has ended.');
  expect(await tokens(page)).toEqual({});
});

test('an answer that was asked for by nobody is not believed', async () => {
  const page = await visit('/?code=stolen&state=theirs');
  await shows(page, 'Who are you?');
  const attempt = await visit();
  await shows(attempt, 'Who are you?');
  await attempt.goto(`${stage.origin}/?code=stolen&state=theirs`);
  await shows(attempt, 'Signing in did not work.');
  expect(attempt.url()).toBe(`${stage.origin}/`);
  await press(attempt, 'Sign in again');
  await press(attempt, 'Ben Keller, agent');
  await shows(attempt, 'ben, agent');
});
