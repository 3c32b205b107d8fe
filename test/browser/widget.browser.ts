import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Desk, type DeskReservation, type DeskWorker, openDesk } from '../../local/desk.ts';
import { picture } from '../../local/providers/picture.ts';
import { type Seaway, startSeaway } from '../../local/seaway.ts';
import { type Shop, startShop } from '../../local/shop/shop.ts';
import { until } from '../../local/until.ts';
import { sharedTemplate } from '../template.ts';
import { faultsOf } from './accessibility.ts';
import { startChromium } from './chromium.ts';

let browser: Browser;
let seaway: Seaway;
let shop: Shop;
let desk: Desk;
const complaints: string[] = [];
beforeAll(async () => {
  browser = await startChromium();
  const template = await sharedTemplate();
  shop = await startShop({ log: () => {} });
  seaway = await startSeaway({ template, log: () => {}, pages: [shop.origin] });
  await shop.open(seaway);
  desk = openDesk(seaway.cloud.origin, seaway.signIn.tokenFor);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await seaway?.close();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  // Whatever the content security policy stops is told here as well; that the network is gone, or a file refused, is meant.
  const meant = /ERR_INTERNET_DISCONNECTED|WebSocket connection|status of 415/;
  expect(complaints.splice(0).filter((complaint) => !meant.test(complaint))).toEqual([]);
});

/** A visitor on the shop's page, who has not opened the chat yet. */
async function visit(options: BrowserContextOptions = {}, path = '/'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
  return load(await context.newPage(), path);
}

async function load(page: Page, path = '/'): Promise<Page> {
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(shop.origin + path);
  return page;
}

const open = (page: Page) => page.getByRole('button', { name: 'Open the chat' }).click();
const close = (page: Page) => dialog(page).getByRole('button', { name: 'Close the chat' }).click();
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Chat with us' });
const box = (page: Page) => page.getByRole('textbox', { name: 'Write a message' });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function say(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press('Enter');
}

/** What the bubbles say, in their order. */
const bubbles = (page: Page) => page.locator('.bubble:not(.typing)').allInnerTexts();

const taken = (page: Page) =>
  until('everything is sent', async () => ((await page.getByTitle('Sending').count()) === 0 ? true : undefined));

async function uploaded(page: Page): Promise<void> {
  await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
  await taken(page);
}

type Held = { worker: DeskWorker; task: DeskReservation };

/** The agent with whom a web chat rings takes it. */
async function accept(): Promise<Held> {
  const held = await until('it rings', async () => {
    for (const worker of await desk.workers()) {
      const tasks = await desk.reservations(worker.sid);
      const task = tasks.find(({ status, thread }) => status === 'pending' && thread.startsWith('webchat:'));
      if (task) return { worker, task };
    }
    return undefined;
  });
  await desk.answer(held.worker.sid, held.task, 'accepted');
  await until('the agent holds it', async () => (await linesOf(held)).holder?.sid === held.worker.sid || undefined);
  return held;
}

const linesOf = ({ task }: Held) => desk.thread(task.thread);
const answer = ({ worker, task }: Held, text: string) => desk.say(worker, task, crypto.randomUUID(), text);

/** Hello, the language, the name, and a person. */
async function reachAgent(page: Page): Promise<Held> {
  await say(page, 'Hello');
  await press(page, 'English');
  await page.getByText('What may we call you?').waitFor();
  await say(page, 'Grace');
  await page.getByText('Nice to meet you, Grace').waitFor();
  await say(page, 'live agent');
  await page.getByText('One moment please').waitFor();
  return accept();
}

test('from hello to a person, with files and choices, a cut and a reload in the middle: all of it once and in order', async () => {
  const page = await visit();
  await open(page);
  const held = await reachAgent(page);
  expect(await page.getByRole('button', { name: 'English' }).getAttribute('aria-pressed')).toBe('true');
  expect(await page.getByRole('button', { name: 'Deutsch' }).getAttribute('aria-disabled')).toBe('true');
  await answer(held, 'Hello Grace, look: https://shop.example/lamp.');
  expect(await page.getByRole('link', { name: 'https://shop.example/lamp' }).getAttribute('rel')).toContain('noopener');
  await page.getByText(`${held.worker.name} is here for you`).waitFor();

  const file = { name: 'lamp.png', mimeType: 'image/png', buffer: picture() };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('img', { name: 'lamp.png' }).waitFor();
  await until('the agent has the file', async () =>
    (await linesOf(held)).lines.some(({ content }) => content.name === 'lamp.png') ? true : undefined,
  );
  const options = ['Brass', 'Steel'].map((text) => ({ id: text.toLowerCase(), text }));
  await desk.tell(held.worker, held.task, crypto.randomUUID(), { type: 'choices', text: 'Which one is it?', options });
  const manual = { name: 'manual.png', mediaType: 'image/png', data: picture() };
  await desk.sendFile(held.worker, held.task, crypto.randomUUID(), manual, 'As a picture');
  const shown = page.getByRole('img', { name: 'manual.png' });
  await expect.poll(() => shown.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth)).toBe(96);

  await press(page, 'Brass');
  await expect.poll(() => page.getByRole('button', { name: 'Steel' }).getAttribute('aria-disabled')).toBe('true');

  await page.context().setOffline(true);
  await say(page, 'I am on a train');
  await say(page, 'in a tunnel');
  await page.getByText('You are offline.').waitFor();
  await answer(held, 'Take your time.');
  await page.context().setOffline(false);
  await page.getByText('Take your time.').waitFor();
  await say(page, 'Back again');
  await page.reload();
  await page.getByText('Back again').waitFor();
  await page.getByText('As a picture').waitFor();
  await taken(page);
  await answer(held, 'Good to see you.');
  await page.getByText('Good to see you.').waitFor();

  const said = await bubbles(page);
  await page.reload();
  await page.getByText('Good to see you.').waitFor();
  expect(await bubbles(page)).toEqual(said);
  const texts = said.map((text) => text.split('\n')[0]);
  for (const text of [
    'Hello',
    'Grace',
    'live agent',
    'I am on a train',
    'in a tunnel',
    'Take your time.',
    'Back again',
  ])
    expect(texts.filter((one) => one === text)).toEqual([text]);
  expect(texts.indexOf('I am on a train')).toBe(texts.indexOf('in a tunnel') - 1);
  const { lines } = await linesOf(held);
  const heard = lines.filter(({ direction }) => direction === 'in').map(({ content }) => content.text ?? content.name);
  const own = ['I am on a train', 'in a tunnel', 'Back again'];
  expect(heard).toEqual(['Hello', 'English', 'Grace', 'live agent', 'lamp.png', 'Brass', ...own]);
  await desk.answer(held.worker.sid, held.task, 'completed');
});

test('everything can be done by the keyboard, and the focus comes back to where it was', async () => {
  const page = await visit();
  const launcher = page.getByRole('button', { name: 'Open the chat' });
  await launcher.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => box(page).evaluate((field) => field.matches(':focus'))).toBe(true);
  await page.keyboard.type('Hello');
  await page.keyboard.press('Enter');
  const choice = page.getByRole('button', { name: 'English' });
  await choice.waitFor();
  for (let steps = 0; steps < 12 && !(await choice.evaluate((button) => button.matches(':focus'))); steps += 1)
    await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText('What may we call you?').waitFor();
  expect(await choice.evaluate((button) => button.matches(':focus'))).toBe(true);

  const own = page.locator('.message.customer').first();
  await own.getByRole('button', { name: 'What to do' }).press('Enter');
  await page.keyboard.press('Escape');
  expect(await dialog(page).count()).toBe(1);
  await own.getByRole('button', { name: 'What to do' }).press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.type(' there');
  await page.keyboard.press('Enter');
  await page.getByText('Hello there').waitFor();
  await page.getByText('edited').waitFor();
  expect(await box(page).inputValue()).toBe('');

  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await expect.poll(() => launcher.evaluate((button) => button.matches(':focus'))).toBe(true);
});

test('a reaction and a deletion are seen at once, and after a reload', async () => {
  const page = await visit();
  await open(page);
  await say(page, 'Hello');
  const theirs = page.locator('.message.business').last();
  await page.getByRole('button', { name: 'English' }).waitFor();
  await theirs.hover();
  await theirs.getByRole('button', { name: 'What to do' }).click();
  await press(page, 'React with 👍');
  await page.getByRole('img', { name: 'You reacted with 👍' }).waitFor();
  const own = page.locator('.message.customer').last();
  await own.hover();
  await own.getByRole('button', { name: 'What to do' }).click();
  await press(page, 'Delete');
  await page.getByText('This message was deleted.').waitFor();
  await taken(page);
  await page.reload();
  await page.getByRole('img', { name: 'You reacted with 👍' }).waitFor();
  await page.getByText('This message was deleted.').waitFor();
});

test.each(['light', 'dark'] as const)(
  'in %s colours axe finds nothing, closed, open and with faults',
  async (colorScheme) => {
    const page = await visit({ colorScheme });
    expect(await faultsOf(page, 'seaway-chat')).toEqual([]);
    await open(page);
    await say(page, 'Hello, https://shop.example is down 😀');
    await press(page, 'English');
    await page.getByText('What may we call you?').waitFor();
    const program = { name: 'program.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') };
    await page.locator('input[type=file]').setInputFiles([program]);
    await page.getByText('program.exe: files of this type are not accepted.').waitFor();
    expect(await faultsOf(page, 'seaway-chat')).toEqual([]);
    expect(await page.getByRole('log').getAttribute('aria-busy')).toBe('false');
  },
);

test('on a phone it fills the screen, nothing sticks out, and the page behind is out of reach', async () => {
  const page = await visit({ viewport: { width: 390, height: 740 }, hasTouch: true, isMobile: true });
  await page.getByRole('button', { name: 'Open the chat' }).tap();
  await say(page, 'Hello');
  await page.getByRole('button', { name: 'English' }).waitFor();
  expect(await dialog(page).boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 740 });
  expect(await dialog(page).evaluate((element) => element.matches(':modal'))).toBe(true);
  expect(await page.locator('.log').evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0);
  await page.locator('.message.business .bubble').last().tap();
  await page.getByRole('button', { name: 'React with 🙏' }).tap();
  await page.getByRole('img', { name: 'You reacted with 🙏' }).waitFor();
  await close(page);
  await page.getByRole('button', { name: 'Ask about a boat' }).tap();
  await dialog(page).waitFor();
});

test('who is signed in has the same conversation everywhere, and leaves nothing behind when signing out', async () => {
  const page = await visit();
  await page.getByLabel('Signed in as Ada').check();
  await open(page);
  await say(page, 'This is Ada');
  await page.getByRole('button', { name: 'English' }).waitFor();
  await page.reload();
  await page.getByText('This is Ada').waitFor();

  const elsewhere = await visit();
  await elsewhere.getByLabel('Signed in as Ada').check();
  await open(elsewhere);
  await elsewhere.getByText('This is Ada').waitFor();

  await page.getByLabel('Signed in as Ada').uncheck();
  await dialog(page).waitFor({ state: 'detached' });
  expect(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])).toEqual([]);
  await open(page);
  await page.getByText('Hello! How can we help you?').waitFor();
  expect(await page.getByText('This is Ada').count()).toBe(0);
});

test('two tabs show the same, and what is read in one is no news in the other', async () => {
  const page = await visit();
  await open(page);
  await say(page, 'Hello');
  await page.getByRole('button', { name: 'English' }).waitFor();
  const second = await load(await page.context().newPage());
  await open(second);
  await second.getByText('Hello', { exact: true }).waitFor();
  await say(second, 'English');
  await page.getByText('English', { exact: true }).last().waitFor();
  await page.getByText('What may we call you?').waitFor();
  await close(second);
  await say(page, 'Grace');
  await second.getByText('Grace', { exact: true }).waitFor({ state: 'detached' });
  await page.getByText('Nice to meet you, Grace').waitFor();
  await second.getByRole('button', { name: 'Open the chat', exact: true }).waitFor();
  await second.getByRole('button', { name: 'Open the chat' }).click();
  const said = ['Hello', 'English', 'Grace'];
  const own = (tab: Page) => tab.locator('.message.customer .bubble').allInnerTexts();
  await expect.poll(() => own(second)).toEqual(said);
  expect(await own(page)).toEqual(said);
});

test('where WebSockets are blocked it goes on by HTTP', async () => {
  const page = await visit();
  await page.routeWebSocket(/.*/, (socket) => socket.close());
  await open(page);
  await say(page, 'Hello');
  await press(page, 'Deutsch');
  await page.getByText('Wie dürfen wir Sie nennen?').waitFor();
  expect(await page.locator('.message.customer .bubble').allInnerTexts()).toEqual(['Hello', 'Deutsch']);
});

test('files are dropped and pasted, and one that the network stops goes up when it is back', async () => {
  const page = await visit();
  await open(page);
  await dialog(page).evaluate((panel) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['BEGIN'], 'dropped.txt', { type: 'text/plain' }));
    panel.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await page.getByText('Drop files here to send them').waitFor();
  await dialog(page).evaluate((panel) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['Some words'], 'dropped.txt', { type: 'text/plain' }));
    panel.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await page.getByText('dropped.txt').waitFor();
  await uploaded(page);
  await page.context().setOffline(true);
  await box(page).evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['Other words'], 'pasted.txt', { type: 'text/plain' }));
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.getByText('pasted.txt could not be sent.').waitFor();
  await page.context().setOffline(false);
  await page.getByText('pasted.txt could not be sent.').waitFor({ state: 'detached' });
  await uploaded(page);
  await until('both are in the history', async () => {
    await page.reload();
    await page.getByRole('log').and(page.locator('[aria-busy=false]')).waitFor();
    return (await page.getByRole('link', { name: /dropped|pasted/ }).count()) === 2 || undefined;
  });
});

/** Lets a test say what the server says, beside what it does say. */
async function pushing(page: Page): Promise<(frame: object) => void> {
  let push = (_: object) => {};
  await page.routeWebSocket(/.*/, (socket) => {
    socket.connectToServer();
    push = (frame) => socket.send(JSON.stringify(frame));
  });
  return (frame) => push(frame);
}

test('that somebody types is told until the message comes, of which nothing is markup', async () => {
  const page = await visit();
  const push = await pushing(page);
  await open(page);
  await say(page, 'Hello');
  await page.getByRole('button', { name: 'English' }).waitFor();
  push({ type: 'typing' });
  await page.getByText('Somebody is typing').waitFor();
  const content = { type: 'text', text: '<img src=x onerror=alert(1)>' };
  push({ type: 'message', id: crypto.randomUUID(), line: 3, at: Date.now(), by: 'Ana', content });
  await page.getByText('<img src=x onerror=alert(1)>').waitFor();
  await page.getByText('Somebody is typing').waitFor({ state: 'detached' });
});

test('what comes while the chat is closed is counted on the button, and the conversation can be ended', async () => {
  const page = await visit();
  const push = await pushing(page);
  await open(page);
  await say(page, 'Hello');
  await page.getByRole('button', { name: 'English' }).waitFor();
  await close(page);
  const content = { type: 'text', text: 'Are you still there?' };
  push({ type: 'message', id: crypto.randomUUID(), line: 3, at: Date.now() + 1_000, content });
  await page.getByRole('button', { name: 'Open the chat. New messages: 1' }).click();
  await page.getByRole('button', { name: 'Open the chat', exact: true }).waitFor({ state: 'detached' });
  await press(page, 'More');
  await press(page, 'End the conversation');
  await press(page, 'New conversation');
  await page.getByText('Hello! How can we help you?').waitFor();
  await expect.poll(() => page.locator('.message').count()).toBe(1);
  await say(page, 'Hello again');
  await page.getByRole('button', { name: 'English' }).waitFor();
});

test('a page written from right to left, or in another language, is served as it is', async () => {
  const arabic = await visit({}, '/?lang=ar');
  await open(arabic);
  const { x } = (await dialog(arabic).boundingBox()) ?? { x: Number.NaN };
  expect(x).toBeLessThan(100);
  const german = await visit({}, '/?lang=de');
  await german.getByRole('button', { name: 'Chat öffnen' }).click();
  await german.getByRole('dialog', { name: 'Chatten Sie mit uns' }).waitFor();
});
