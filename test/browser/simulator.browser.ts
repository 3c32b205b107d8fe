import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { deployment } from '../../config/deployment.ts';
import { type Seaway, startSeaway } from '../../local/seaway.ts';
import { lookOf } from '../../local/simulator/page/look.ts';
import { type Simulator, startSimulator } from '../../local/simulator/simulator.ts';
import { sharedTemplate } from '../template.ts';
import { startChromium } from './chromium.ts';

let browser: Browser;
let template: string;
let seaway: Seaway;
let simulator: Simulator;
let page: Page;
const complaints: string[] = [];
beforeAll(async () => {
  browser = await startChromium();
  template = await sharedTemplate();
  seaway = await startSeaway({ template, log: () => {} });
  simulator = await startSimulator({ seaway, log: () => {} });
});
afterAll(async () => {
  await browser?.close();
  await simulator?.close();
  await seaway?.close();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(simulator.origin);
  await page.getByText('Live', { exact: true }).waitFor();
});
afterEach(async () => {
  await page.close();
  // Whatever the content security policy stops is told here as well.
  expect(complaints.splice(0)).toEqual([]);
});

const phone = (title: string) => page.getByRole('region', { name: `Phone on ${title}` });
const telephone = () => page.getByRole('region', { name: 'Telephone' });
const desk = () => page.getByRole('region', { name: 'Agents' });
const chosen = () => desk().locator('nav button[aria-current]');

async function write(on: Locator, text: string): Promise<void> {
  await on.getByRole('textbox').fill(text);
  await on.getByRole('textbox').press('Enter');
}

test('from hello to a person: the button in Chinese, one agent who declines, and the next one who helps', async () => {
  const line = phone('LINE');
  await write(line, '你好');
  await line.getByRole('button', { name: '中文' }).click();
  await line.getByText('怎麼稱呼').waitFor();
  await write(line, '陳美玲');
  await line.getByText('陳美玲，您好').waitFor();
  await write(line, '真人');

  const offer = desk().getByRole('article', { name: 'Offer: 陳美玲' });
  await offer.getByText('Chinese').waitFor();
  const first = (await chosen().locator('.name').textContent()) ?? '';
  await offer.getByRole('button', { name: 'Decline' }).click();
  await chosen().filter({ hasText: '1 offer', hasNotText: first }).waitFor();
  await offer.getByRole('button', { name: 'Accept' }).press('Enter');

  const conversation = desk().getByRole('article', { name: 'Conversation with 陳美玲' });
  await conversation.getByPlaceholder('Answer 陳美玲').fill('您好！我是專員，請問怎麼幫您？');
  await conversation.getByRole('button', { name: 'Send on LINE' }).click();
  await line.getByText('您好！我是專員，請問怎麼幫您？').waitFor();
  await write(line, '謝謝 🙏');
  await conversation.getByText('謝謝 🙏').waitFor();

  await conversation.getByRole('button', { name: 'Wrap up' }).click();
  await desk().getByText('Wrapping up').waitFor();
  await conversation.getByRole('button', { name: 'Complete' }).click();
  await desk().getByText('has nothing to do').waitFor();
});

test('a picture is shown, a draft outlives a reload, and what went over the wire can be seen', async () => {
  const telegram = phone('Telegram');
  await telegram.getByRole('button', { name: 'Image' }).click();
  const picture = telegram.getByRole('img', { name: 'the-sea.png' });
  await picture.waitFor();
  await expect
    .poll(() => picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth))
    .toBe(320);
  await telegram.getByRole('img', { name: 'Sent' }).waitFor();

  await telegram.getByRole('textbox').fill('not yet sent');
  await page.reload();
  await telegram.getByRole('button', { name: 'raw' }).first().click();
  await telegram.getByText('"photo"').waitFor();
  expect(await telegram.getByRole('textbox').inputValue()).toBe('not yet sent');
});

test('a call: the menu by the keyboard, a person by words, and a message by the keypad', async () => {
  for (const name of ['SMS', 'Telephone']) await page.getByRole('button', { name, exact: true }).click();
  await telephone().getByRole('button', { name: 'Call' }).click();
  await telephone().getByText('Welcome').waitFor();
  await page.keyboard.press('1');
  await telephone().getByText('We are open').waitFor();
  await phone('SMS').getByText('Opening hours: Monday to Friday').waitFor();
  await telephone().getByRole('button', { name: 'raw' }).last().click();
  await telephone().getByText('<Gather').waitFor();

  await write(telephone(), 'I want to talk to somebody');
  await telephone().getByText('Waiting in the queue').waitFor();
  const offer = desk().getByRole('article', { name: 'Offer: +41790000001' });
  await offer.getByText('Voice').waitFor();
  await offer.getByRole('button', { name: 'Accept' }).click();
  await telephone()
    .getByText(/^Talking with (Ana|Ben|Mei)$/)
    .waitFor();
  await desk().getByRole('button', { name: 'Wrap up' }).click();
  await telephone().getByText('The agent hung up').waitFor();
  await desk().getByRole('button', { name: 'Complete' }).click();

  await telephone().getByRole('button', { name: 'Call' }).click();
  await telephone().getByText('In progress').waitFor();
  await telephone().getByRole('button', { name: '3', exact: true }).click();
  await telephone().getByText('In progress: recording').waitFor();
  await telephone().getByRole('textbox', { name: 'Leave a message' }).fill('Please call me back.');
  await telephone().getByRole('textbox').press('Enter');
  await telephone().getByText('We will call you back.').waitFor();
  await telephone().getByRole('button', { name: 'Call' }).waitFor();
});

test.each([360, 768, 1240, 2560])('at %i px nothing sticks out, and every phone can be reached', async (width) => {
  await page.setViewportSize({ width, height: 800 });
  const shelf = page.getByRole('navigation', { name: 'Phones' });
  for (const { channel } of deployment.accounts) {
    const { title } = lookOf(channel);
    const taken = shelf.getByRole('button', { name: title, exact: true });
    if (width < 1240 || (await taken.getAttribute('aria-pressed')) !== 'true') await taken.click();
    await phone(title).getByRole('textbox').waitFor();
  }
  await shelf.getByRole('button', { name: 'Telephone', exact: true }).click();
  await telephone().getByRole('button', { name: 'Call' }).waitFor();
  if (width < 760) await shelf.getByRole('button', { name: 'Agents' }).click();
  await desk().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
});

test('a lost connection is said in words, and all comes back by itself', async () => {
  const { port } = new URL(simulator.origin);
  await simulator.close();
  await page.getByText('Connection lost').waitFor();
  simulator = await startSimulator({ seaway, port: Number(port), log: () => {} });
  await page.getByText('Live', { exact: true }).waitFor();
  await phone('Telegram').getByRole('img', { name: 'the-sea.png' }).waitFor();
  complaints.length = 0;
});
