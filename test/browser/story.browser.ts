import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { picture } from '../../local/providers/picture.ts';
import { type Seaway, startSeaway } from '../../local/seaway.ts';
import { type Shop, startShop } from '../../local/shop/shop.ts';
import { until } from '../../local/until.ts';
import { sharedTemplate } from '../template.ts';
import { startChromium } from './chromium.ts';

let browser: Browser;
let seaway: Seaway;
let shop: Shop;
const complaints: string[] = [];
beforeAll(async () => {
  browser = await startChromium();
  shop = await startShop({ log: () => {} });
  seaway = await startSeaway({ template: await sharedTemplate(), log: () => {}, pages: [shop.origin] });
  await shop.open(seaway);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await seaway?.close();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  // Who has handed a conversation over may not read on in it.
  expect(complaints.splice(0).filter((complaint) => !/status of 403/.test(complaint))).toEqual([]);
});

async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(url);
  return page;
}

/** An agent signs in and begins to work. */
async function signIn(person: string, presence = 'Available'): Promise<Page> {
  const page = await open(seaway.console);
  await page.getByRole('button', { name: person }).click();
  await page.getByText('Connected').waitFor();
  await page
    .getByRole('button', { name: new RegExp(`^${presence}`) })
    .first()
    .click();
  return page;
}

const box = (page: Page) => page.getByRole('textbox', { name: 'Write a message' });
const reply = (page: Page) => page.locator('[data-command="reply"]');

async function visitorSays(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press('Enter');
}

async function agentSays(page: Page, text: string): Promise<void> {
  await reply(page).fill(text);
  await reply(page).press('Enter');
}

/** Hello, the language, the name, and a person. */
async function askForPerson(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Open the chat' }).click();
  await visitorSays(page, 'Hello');
  await page.getByRole('button', { name: 'English', exact: true }).click();
  await page.getByText('What may we call you?').waitFor();
  await visitorSays(page, name);
  await page.getByText(`Nice to meet you, ${name}`).waitFor();
  await visitorSays(page, 'live agent');
  await page.getByText('One moment please').waitFor();
}

const offer = (page: Page, name: string) => page.locator('.offer').filter({ hasText: name });

/** Of these agents the one with whom it rings, and the others. */
async function ringing(agents: Page[], name: string): Promise<[Page, ...Page[]]> {
  const page = await until('it rings with an agent', async () => {
    for (const agent of agents) if ((await offer(agent, name).count()) > 0) return agent;
    return undefined;
  });
  return [page, ...agents.filter((agent) => agent !== page)];
}

const image = { name: 'lamp.png', mimeType: 'image/png', buffer: picture() };

test('a visitor, a decline, an accept, files both ways, a reload, a warm transfer and a summing up', async () => {
  const [ana, ben, mei] = await Promise.all([signIn('Ana Torres'), signIn('Ben Keller'), signIn('Lin Mei', 'Break')]);
  const visitor = await open(shop.origin);
  await askForPerson(visitor, 'Grace');

  const [first, second] = await ringing([ana, ben], 'Grace');
  if (!second) throw new Error('two agents work');
  await first.keyboard.press('Alt+D');
  await offer(second, 'Grace').waitFor();
  await second.keyboard.press('Alt+A');
  await reply(second).waitFor();
  await agentSays(second, 'Hello Grace, what can I do for you?');
  await visitor.getByText('Hello Grace, what can I do for you?').waitFor();

  await visitor.locator('input[type=file]').setInputFiles(image);
  await second.locator('.bubble img').first().waitFor();
  await second.locator('input[type=file]').first().setInputFiles(image);
  await second.getByRole('button', { name: /^Send on/ }).click();
  await until(
    'the visitor has both pictures',
    async () => (await visitor.locator('.log img, .message img').count()) >= 2 || undefined,
  );

  await reply(second).fill('Half a sentence');
  await second.reload();
  await second.locator('.task').filter({ hasText: 'Grace' }).click();
  await expect.poll(() => reply(second).inputValue()).toBe('Half a sentence');
  await visitor.reload();
  await visitorSays(visitor, 'The lamp does not light up.');
  await second.getByText('The lamp does not light up.').first().waitFor();
  expect(await second.locator('.bubble').filter({ hasText: 'what can I do for you?' }).count()).toBe(1);
  await reply(second).fill('');

  const name = first === ana ? 'Ana Torres' : 'Ben Keller';
  await second.keyboard.press('Alt+T');
  await second.getByText('Introduce').click();
  await second.getByText(name).last().click();
  await second.getByRole('button', { name: `Ask ${name}` }).click();
  await offer(first, 'Grace').waitFor();
  await first.getByRole('button', { name: 'Accept' }).click();
  await second.getByText('has joined: hand over or take back').waitFor();
  await agentSays(first, 'Hello Grace, I look after lamps.');
  await visitor.getByText('I look after lamps.').waitFor();
  await second.getByRole('button', { name: /^Hand over to/ }).click();
  await second.locator('.task').filter({ hasText: 'Grace' }).waitFor({ state: 'detached' });

  await mei.getByRole('button', { name: 'Supervisor' }).click();
  await mei.getByRole('button', { name: /Grace/ }).first().click();
  await mei.getByText('You are watching; the customer does not see you.').waitFor();
  await agentSays(mei, 'Offer her a new one.');
  await first.getByText('Offer her a new one.').first().waitFor();

  await agentSays(first, 'You get a new one.');
  await visitor.getByText('You get a new one.').waitFor();
  expect(await visitor.getByText('Offer her a new one.').count()).toBe(0);
  await first.keyboard.press('Alt+W');
  await first.getByText('What came of it?').waitFor();
  await first.getByRole('radio').first().check();
  await first.keyboard.press('Enter');
  await first.locator('.task').filter({ hasText: 'Grace' }).waitFor({ state: 'detached' });
  await visitorSays(visitor, 'Hello again');
  await visitor.getByText('Grace').last().waitFor();
}, 180_000);

test('a phone call: it rings, is answered, put on hold and off again, and summed up when it is over', async () => {
  const agents = await Promise.all([signIn('Ana Torres'), signIn('Ben Keller')]);
  const caller = seaway.telephones.main;
  if (!caller) throw new Error('there is a number');
  const call = await caller.call('+14155550155');
  await call.press('2');
  const [ana] = await ringing(agents, '+14155550155');
  await ana.locator('.offer-call').getByRole('button', { name: 'Answer' }).click();
  const bar = ana.getByRole('region', { name: 'Call' });
  await bar.getByRole('button', { name: 'Hold' }).click();
  await until(
    'the customer is on hold',
    () => caller.conferences.some((one) => one.connected().some(({ held }) => held)) || undefined,
  );
  await bar.getByRole('button', { name: 'Hold' }).click();
  await bar.getByRole('button', { name: /^Hang up/ }).click();
  await until('the call is over', () => call.state === 'completed' || undefined);
  await ana.getByText('What came of it?').waitFor();
  await ana.getByRole('radio').first().check();
  await ana.keyboard.press('Enter');
  await ana.locator('.task').first().waitFor({ state: 'detached' });
}, 60_000);

test('by the keyboard alone: accepted, answered, handed to a colleague, answered again and summed up', async () => {
  const agents = await Promise.all([signIn('Ana Torres'), signIn('Ben Keller')]);
  const visitor = await open(shop.origin);
  await askForPerson(visitor, 'Ada');
  const [first, second] = await ringing(agents, 'Ada');
  if (!second) throw new Error('two agents work');

  await first.keyboard.press('Alt+A');
  await reply(first).waitFor();
  await first.keyboard.press('Alt+R');
  await first.keyboard.type('Hello Ada, one moment.');
  await first.keyboard.press('Enter');
  await visitor.getByText('Hello Ada, one moment.').waitFor();

  await first.keyboard.press('Alt+T');
  await first.getByRole('dialog').waitFor();
  await first.keyboard.type(first === agents[0] ? 'Ben' : 'Ana');
  await first.keyboard.press('ArrowDown');
  await first.keyboard.press('Space');
  await first.keyboard.press('Enter');
  await offer(second, 'Ada').waitFor();
  await second.keyboard.press('Alt+A');
  await first.locator('.task').filter({ hasText: 'Ada' }).waitFor({ state: 'detached' });

  await reply(second).waitFor();
  await second.keyboard.press('Alt+R');
  await second.keyboard.type('I can help.');
  await second.keyboard.press('Enter');
  await visitor.getByText('I can help.').waitFor();
  await second.keyboard.press('Alt+W');
  await second.getByText('What came of it?').waitFor();
  await second.keyboard.press('Space');
  await second.keyboard.press('Enter');
  await second.locator('.task').filter({ hasText: 'Ada' }).waitFor({ state: 'detached' });
}, 120_000);
