import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Content } from '../../lib/message.ts';
import { linesOn } from '../console/agent/stage/lines.ts';
import { threads } from '../console/agent/stage/people.ts';
import type { SceneName } from '../console/agent/stage/scenes.ts';
import { type Stage, startStage } from '../console/agent/stage/stage.ts';
import type { World } from '../console/agent/stage/world.ts';
import { faultsOf } from './accessibility.ts';
import { startChromium } from './chromium.ts';

let browser: Browser;
let stage: Stage;
let world: World;
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
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  // Whatever the content security policy stops is told here as well; a refusal of the stage is meant.
  expect(complaints.splice(0).filter((complaint) => !/status of (409|500)/.test(complaint))).toEqual([]);
});

/** The page in a scene. */
async function load(scene: SceneName, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  world = await stage.enter(page, scene);
}

/** The page in a scene, with the conversation of this customer open. */
async function enter(scene: SceneName, name = 'Grace', options: BrowserContextOptions = {}): Promise<void> {
  await load(scene, options);
  await open(name);
  await page.locator('.message, .transcript .sentence').first().waitFor();
}

const open = (name: string) => page.locator('.task', { hasText: name }).first().click();
const box = () => page.getByRole('textbox', { name: 'Write an answer' });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const bubble = (text: string) => page.locator('.message', { hasText: text });
const texts = () => page.locator('.bubble-text').allTextContents();

/** What the page has posted to an address of the API. */
const posted = (path: string) => world.asked.filter((one) => one.path === `/console/${path}`).map(({ body }) => body);
const deeds = () => posted('deeds').map((body) => Object(body).deed);

/** The name of a file that was sent, and what was said with it. */
const saidOf = (body: unknown): unknown[] => {
  const { file, content, text } = Object(body);
  return [(file ?? content)?.name, text ?? content?.caption];
};

/** The customer says something more. */
const hear = (content: Content, thread: string = threads.grace) =>
  world.change(({ conversations }) => {
    const lines = conversations[thread]?.lines ?? [];
    const [line] = linesOn(thread, Date.now(), [{ direction: 'in', by: 'customer', content, status: 'read' }]);
    if (line) lines.push({ ...line, sk: `MESSAGE#${lines.length}x` });
  });
const hearText = (text: string) => hear({ type: 'text', text });

describe('what was said', () => {
  test('stands in one order over all channels, with what the assistant asked folded away', async () => {
    await enter('three');
    expect(await page.locator('.transcript-label').allInnerTexts()).toEqual([
      expect.stringContaining('E-mail'),
      expect.stringMatching(/Today.*WhatsApp/s),
    ]);
    await page.getByRole('button', { name: '6 messages with the assistant', expanded: false }).click();
    expect(await page.locator('.choice.is-taken').innerText()).toContain('English');
    await page.getByRole('button', { name: '6 messages with the assistant', expanded: true }).click();
    expect(await page.locator('.choice').count()).toBe(0);
  });

  test('shows every kind of content, and runs nothing of it', async () => {
    await enter('three');
    const contents: Content[] = [
      { type: 'contact', name: 'Ben', phones: ['+49301'], emails: ['ben@x.example'] },
      { type: 'media', url: 'https://x.example/a.pdf', mediaType: 'application/pdf', name: 'invoice.pdf' },
      { type: 'media', url: 'media:1', mediaType: 'text/html', name: 'bad.html', withheld: 'it is larger than 20 MiB' },
      { type: 'media', url: 'javascript:alert(1)', mediaType: 'image/png', name: 'script.png' },
      { type: 'template', id: 'shipped', variables: { 1: 'Grace' } },
      { type: 'text', text: '<b>bold</b> javascript:alert(1) https://x.example/(a).' },
      { type: 'reaction', messageId: 'provider-12', emoji: '❤️' },
    ];
    for (const content of contents) hear(content);
    await page.getByText('Kept out: it is larger than 20 MiB').waitFor();
    expect(await page.getByRole('link', { name: '+49301' }).getAttribute('href')).toBe('tel:+49301');
    expect(await page.getByRole('link', { name: /invoice/ }).getAttribute('rel')).toContain('noopener');
    expect(await bubble('script.png').innerText()).toContain('cannot be shown');
    expect(await bubble('Template shipped').innerText()).toContain('1: Grace');
    expect(await page.getByRole('link', { name: 'https://x.example/(a)' }).count()).toBe(1);
    expect(await page.locator('.bubble b').count()).toBe(0);
    expect(await page.locator('a[href^=javascript]').count()).toBe(0);
    expect(await bubble('That is very kind').locator('.reactions').innerText()).toContain('❤️');
  });

  test('shows a picture at a height that is fixed, and large when it is clicked', async () => {
    await enter('three');
    const picture = page.locator('.picture');
    expect((await picture.boundingBox())?.height).toBe(200);
    await picture.click();
    const large = page.getByRole('dialog', { name: 'lamp.svg' });
    await large.waitFor();
    await page.keyboard.press('Escape');
    await large.waitFor({ state: 'detached' });
  });

  test('says what was edited and deleted', async () => {
    await enter('three');
    world.change(({ conversations }) => {
      const lines = conversations[threads.grace]?.lines ?? [];
      Object.assign(lines.at(-1) ?? {}, { deleted: true });
      Object.assign(lines.at(-3) ?? {}, { edited: true });
    });
    await page.getByText('This message was deleted.').waitFor();
    expect(await bubble('I am sending you a new one').innerText()).toContain('edited');
    expect(await bubble('That is very kind').count()).toBe(0);
  });

  test('that failed says why and what can be done, and is said again once however often it is asked for', async () => {
    await enter('failed');
    const failure = page.locator('.failure');
    expect(await failure.innerText()).toMatch(/not reachable on WhatsApp.*write an e-mail/s);
    await page.getByRole('button', { name: 'Send again' }).dblclick();
    await expect.poll(() => posted('messages').length).toBe(1);
    await bubble('Of course').nth(1).waitFor();
    expect(await page.getByRole('button', { name: 'Send again' }).count()).toBe(0);
    await page.reload();
    await open('Grace');
    await bubble('Of course').nth(1).waitFor();
    expect(await page.getByRole('button', { name: 'Send again' }).count()).toBe(0);
    expect(posted('messages')).toHaveLength(1);
  });
});

describe('a thousand lines', () => {
  const scroller = () => page.locator('.transcript-scroll');
  const scroll = (by: number) => scroller().evaluate((box, top) => box.scrollBy(0, top), by);
  /** Where the first message that is wholly seen stands, and what it says. */
  const firstSeen = () =>
    scroller().evaluate((box) => {
      const { top } = box.getBoundingClientRect();
      const seen = [...box.querySelectorAll('.message')].find((one) => one.getBoundingClientRect().top > top + 40);
      return { text: seen?.querySelector('.bubble-text')?.textContent, at: seen?.getBoundingClientRect().top };
    });
  const placeOf = (text: string) =>
    scroller().evaluate(
      (box, said) =>
        [...box.querySelectorAll('.message')]
          .find((one) => one.querySelector('.bubble-text')?.textContent === said)
          ?.getBoundingClientRect().top,
      text,
    );

  test('come as one scrolls up, without a jump, and are all there', async () => {
    await enter('long');
    await bubble('Question 999').waitFor();
    expect(await bubble('Question 3:').count()).toBe(0);
    for (let reads = 0; (await bubble('Question 0:').count()) === 0; reads += 1) {
      expect(reads).toBeLessThan(150);
      await scroll(-1_500);
      // What comes into sight takes its size with the next frame.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const before = await firstSeen();
      await page.waitForTimeout(50);
      // Nothing was scrolled since: what was seen has to stand where it stood.
      expect(Math.abs(((await placeOf(before.text ?? '')) ?? 0) - (before.at ?? 0))).toBeLessThan(3);
    }
    const numbers = (await texts()).map((text) => Number(/\d+/.exec(text)?.[0]));
    expect(numbers).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
  });

  test('open within 300 ms once they are known', async () => {
    await enter('long');
    const box = scroller();
    for (let reads = 0; reads < 60 && (await bubble('Question 0:').count()) === 0; reads += 1) {
      await box.evaluate((one) => one.scrollTo(0, 0));
      await page.waitForTimeout(30);
    }
    const { tasks } = world.scene.work;
    world.change(() => {
      const [task] = tasks;
      const { mei = '' } = threads;
      const conversation = world.scene.conversations[mei];
      if (task && conversation)
        tasks.push({ ...task, thread: mei, customer: conversation.customer, reservation: 'WRmei', taskSid: 'WTmei' });
    });
    await page.locator('.task').nth(1).waitFor();
    await open('陳美玲');
    await bubble('are you there').waitFor();
    const took = await page.evaluate(async () => {
      const task = [...document.querySelectorAll('.task')].find((one) => one.textContent?.includes('Grace'));
      const target = task?.querySelector('button') ?? task;
      const began = performance.now();
      if (target instanceof HTMLElement) target.click();
      while (!document.querySelector('.transcript-list')?.textContent?.includes('Question 999'))
        await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      return performance.now() - began;
    });
    expect(took).toBeLessThan(300);
  });

  test('that could not be read are read when they are asked for again', async () => {
    await enter('long');
    await bubble('Question 999').waitFor();
    world.fails = 500;
    await scroller().evaluate((one) => one.scrollTo(0, 0));
    const again = page.getByRole('button', { name: 'Earlier messages could not be read: try again' });
    await again.waitFor();
    world.fails = undefined;
    await again.click();
    await bubble('Question 801:').waitFor();
  });

  test('stay where they are while somebody writes below, and say how many', async () => {
    await enter('long');
    await bubble('Question 999').waitFor();
    await scroll(-600);
    await page.waitForTimeout(100);
    const before = await firstSeen();
    for (const text of ['One', 'Two', 'Three']) hearText(`${text} more`);
    await page.getByRole('button', { name: '3 new messages' }).waitFor();
    expect(await firstSeen()).toEqual(before);
    await press('3 new messages');
    await expect.poll(() => bubble('Three more').isVisible()).toBe(true);
    await page.getByRole('button', { name: /new message/ }).waitFor({ state: 'detached' });
    hearText('Four more');
    await bubble('Four more').waitFor();
    expect(await page.getByRole('button', { name: /new message/ }).count()).toBe(0);
  });
});

describe('writing', () => {
  test('Enter sends at once, and Shift+Enter breaks the line', async () => {
    await enter('three');
    world.slow = 1_500;
    await box().pressSequentially('Hello');
    await box().press('Shift+Enter');
    await box().pressSequentially('Grace');
    await box().press('Enter');
    expect(await bubble('Hello\nGrace').getByTitle('On its way').count()).toBe(1);
    expect(await box().inputValue()).toBe('');
    world.slow = 0;
    await bubble('Hello\nGrace').getByTitle('Sent').waitFor();
    expect(posted('messages')).toEqual([expect.objectContaining({ text: 'Hello\nGrace', thread: threads.grace })]);
  });

  test('Enter that ends a word in an input method sends nothing', async () => {
    await enter('three');
    await box().fill('你好');
    await box().evaluate((element) =>
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })),
    );
    await box().evaluate((element) =>
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true })),
    );
    expect(await box().inputValue()).toBe('你好');
    expect(posted('messages')).toEqual([]);
  });

  test('what is half written is kept per conversation, over a reload too', async () => {
    await enter('three');
    await box().fill('for Grace');
    await open('陳美玲');
    await expect.poll(() => box().inputValue()).toBe('');
    await box().fill('for Mei');
    await page.reload();
    await open('Grace');
    await expect.poll(() => box().inputValue()).toBe('for Grace');
    await open('陳美玲');
    await expect.poll(() => box().inputValue()).toBe('for Mei');
  });

  test('the box grows to eight lines and no further', async () => {
    await enter('three');
    const height = async (lines: number) => {
      await box().fill(Array.from({ length: lines }, (_, index) => `${index}`).join('\n'));
      return (await box().boundingBox())?.height ?? 0;
    };
    const [one, eight, twenty] = [await height(1), await height(8), await height(20)];
    expect(eight - one).toBe(7 * 20);
    expect(twenty).toBe(eight);
  });

  test('a slash finds canned replies, with the names in them, by keys alone', async () => {
    await enter('three');
    await box().pressSequentially('/');
    expect(await page.locator('.canned').getByRole('option').count()).toBe(4);
    await box().pressSequentially('bye');
    await box().press('Enter');
    expect(await box().inputValue()).toBe('Thank you, Grace Okafor. Have a good day!');
    await box().fill('');
    await box().pressSequentially('/');
    await box().press('ArrowDown');
    expect(await page.locator('.canned').getByRole('option', { selected: true }).innerText()).toContain('One moment');
    await box().press('Escape');
    expect(await page.locator('.canned').getByRole('option').count()).toBe(0);
    expect(await box().inputValue()).toBe('/');
  });

  test('what helps to write makes the box higher, and the newest message stays in sight', async () => {
    await enter('three');
    await press('Emoji');
    await expect
      .poll(() =>
        bubble('That is very kind')
          .locator('.bubble')
          .evaluate((one) => {
            const box = one.closest('.transcript-scroll')?.getBoundingClientRect();
            return (box?.bottom ?? 0) - one.getBoundingClientRect().bottom;
          }),
      )
      .toBeGreaterThanOrEqual(0);
  });

  test('an emoji is found and put where the caret stands', async () => {
    await enter('three');
    await box().fill('Hello  Grace');
    await box().evaluate((element) => element instanceof HTMLTextAreaElement && element.setSelectionRange(6, 6));
    await press('Emoji');
    await page.keyboard.type('wave hello');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await box().inputValue()).toBe('Hello 👋 Grace');
    await press('Emoji');
    await page.keyboard.press('Escape');
    expect(await box().evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('files that are attached, pasted and dropped go out, the text with the first', async () => {
    await enter('three');
    const file = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
    await page.locator('input[type=file]').setInputFiles([file('one.pdf'), file('two.pdf')]);
    for (const [kind, target] of [
      ['paste', '.box'],
      ['drop', '.conversation'],
    ] as const)
      await page.locator(target).evaluate((element, type) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['x'], `${type}.txt`, { type: 'text/plain' }));
        const init = { bubbles: true, cancelable: true };
        element.dispatchEvent(
          type === 'paste'
            ? new ClipboardEvent('paste', { ...init, clipboardData: transfer })
            : new DragEvent('drop', { ...init, dataTransfer: transfer }),
        );
      }, kind);
    await press('Take two.pdf off');
    await open('陳美玲');
    await page.getByRole('list', { name: 'Attached files' }).waitFor({ state: 'detached' });
    await open('Grace');
    await box().fill('Here they are');
    await box().press('Enter');
    await expect.poll(() => posted('messages').length).toBe(3);
    expect(posted('messages').map(saidOf)).toEqual([
      ['one.pdf', 'Here they are'],
      ['paste.txt', undefined],
      ['drop.txt', undefined],
    ]);
    await bubble('one.pdf').getByTitle('Sent').waitFor();
  });

  test('the answer goes to another address where it is told to, and the button says so', async () => {
    await enter('three');
    await page.getByRole('combobox', { name: 'Answer on' }).selectOption({ label: 'E-mail · grace@example.com' });
    await box().fill('As an e-mail');
    await press('Send on E-mail');
    await expect
      .poll(() => posted('messages'))
      .toEqual([expect.objectContaining({ task: threads.grace, thread: threads.graceMail, text: 'As an e-mail' })]);
  });

  test('the customer is told that one types, and one is told that they do', async () => {
    await enter('three');
    await box().pressSequentially('Hel');
    await expect.poll(() => posted('signals')).toContainEqual(expect.objectContaining({ signal: 'typing' }));
    world.push({ type: 'typing', thread: threads.grace });
    await page.getByText('Grace Okafor is typing').waitFor();
  });

  test('choices are offered, as many as the channel shows', async () => {
    await enter('three');
    await box().fill('Which colour?');
    await press('Offer choices');
    await page.getByRole('textbox', { name: 'Choice 1' }).fill('Red');
    await page.getByRole('textbox', { name: 'Choice 2' }).fill('Blue');
    await page.getByRole('textbox', { name: 'Choice 2' }).press('Enter');
    await expect.poll(() => posted('messages').length).toBe(1);
    const [message] = posted('messages');
    const options = [expect.objectContaining({ text: 'Red' }), expect.objectContaining({ text: 'Blue' })];
    expect(message).toMatchObject({ content: { type: 'choices', text: 'Which colour?', options } });
    await page.locator('.message-us .choice').first().waitFor();
    expect(await box().inputValue()).toBe('');
  });

  test('how much fits is said near the end, and beyond it that it will be several', async () => {
    await enter('three');
    await box().fill('a'.repeat(4_000));
    await page.getByText('96 left').waitFor();
    await box().fill('a'.repeat(4_097));
    await page.getByText('Goes out as 2 messages').waitFor();
  });

  test('where the window is closed a template takes the place of the box, which comes back when the customer writes', async () => {
    await enter('closed');
    await page.getByText('It opens again when Grace Okafor writes.').waitFor();
    expect(await box().count()).toBe(0);
    await page.getByRole('textbox', { name: /Id of the template/ }).fill('shipped');
    await page.getByRole('textbox', { name: 'Value of variable 1' }).fill('Grace');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => posted('messages'))
      .toEqual([expect.objectContaining({ content: { type: 'template', id: 'shipped', variables: { 1: 'Grace' } } })]);
    world.change(({ conversations }) => {
      const [address] = conversations[threads.grace]?.addresses ?? [];
      if (address?.window) address.window.until = Date.now() + 3_600_000;
    });
    await box().waitFor();
    await page.getByText(/Open until/).waitFor();
  });

  test('a note stays among ourselves, and looks like it', async () => {
    await enter('three');
    const ground = () => page.locator('.composer').evaluate((element) => getComputedStyle(element).backgroundColor);
    await box().fill('half an answer');
    const before = await ground();
    await press('Note');
    expect(await ground()).not.toBe(before);
    await page.getByRole('textbox', { name: /Write a note/ }).fill('She is upset');
    await page.keyboard.press('Enter');
    await page.locator('.message-aside', { hasText: 'She is upset' }).waitFor();
    expect(deeds()).toEqual([{ type: 'note', text: 'She is upset' }]);
    expect(posted('messages')).toEqual([]);
    await press('To the customer');
    expect(await box().inputValue()).toBe('half an answer');
  });

  test('a note that could not be written down comes back, with the reason', async () => {
    await enter('three');
    await press('Note');
    const note = page.getByRole('textbox', { name: /Write a note/ });
    await note.fill('She is upset');
    world.fails = 409;
    await note.press('Enter');
    await page.locator('.conversation > .refusal', { hasText: 'told to fail' }).waitFor();
    expect(await note.inputValue()).toBe('She is upset');
    world.fails = undefined;
  });
});

describe('handing over', () => {
  test('by keys alone: to whom, how, and a note for them', async () => {
    await enter('three');
    await page.keyboard.press('Alt+T');
    await page.keyboard.type('ben');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByRole('radio', { name: /Introduce/ }).check();
    await page.getByRole('textbox', { name: 'Note for them' }).fill('Her contract');
    await press('Ask Ben Keller');
    await page.getByText('Asking Ben Keller').waitFor();
    expect(deeds()).toEqual([expect.objectContaining({ type: 'transfer', kind: 'warm', note: 'Her contract' })]);
    await press('Take back');
    await page.getByText('Asking Ben Keller').waitFor({ state: 'detached' });
  });

  test('nobody is asked by Enter in the filter before somebody is chosen, nor who is away', async () => {
    await enter('three');
    await press('Transfer');
    expect(await page.getByRole('radio', { name: /Lin Mei/ }).isDisabled()).toBe(true);
    await page.getByRole('searchbox').press('Enter');
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(deeds()).toEqual([]);
  });

  test('a colleague who has joined is given it', async () => {
    await enter('warm');
    await page.getByText('Ben Keller has joined: hand over or take back.').waitFor();
    await press('Hand over to Ben Keller');
    await expect.poll(deeds).toEqual([{ type: 'hand-over' }]);
  });

  test('who is introduced is told by whom, and can write', async () => {
    await enter('warm');
    world.change(({ work }) => {
      for (const task of work.tasks) task.part = 'joined';
    });
    await page.getByText(/introduces you/).waitFor();
    expect(await page.getByRole('button', { name: 'Wrap up' }).count()).toBe(0);
    await box().waitFor();
    await press('Leave');
    await expect.poll(deeds).toEqual([{ type: 'take-back' }]);
  });

  test('what a colleague has by now is shown as it was, and says who has it', async () => {
    await enter('warm');
    await press('Hand over to Ben Keller');
    await page.getByText('You no longer have this conversation: Ben Keller has it.').waitFor();
    expect(await box().count()).toBe(0);
    await bubble('That is very kind').waitFor();
    const reads = () => world.asked.filter(({ path }) => /conversation|customer/.test(path)).length;
    const before = reads();
    world.push({ type: 'changed', thread: threads.grace });
    await page.waitForTimeout(200);
    expect(reads()).toBe(before);
  });

  test('what could not be done after all is said among the lines', async () => {
    await enter('three');
    const content: Content = { type: 'text', text: 'Not done for ana (transfer): nobody is there' };
    for (let again = 0; again < 5; again += 1)
      world.change(({ conversations }) => {
        const lines = conversations[threads.grace]?.lines ?? [];
        const [line] = linesOn(threads.grace, Date.now(), [
          { direction: 'aside', by: 'system', content, status: 'delivered' },
        ]);
        if (line) lines.push({ ...line, sk: `MESSAGE#${lines.length}x` });
      });
    await expect.poll(() => page.getByText('nobody is there').filter({ visible: true }).count()).toBe(6);
  });

  test('a parked one is resumed', async () => {
    await enter('three');
    await press('Park');
    await expect.poll(deeds).toEqual([{ type: 'park' }]);
  });

  test('a supervisor whispers, and takes over', async () => {
    await enter('supervisor');
    world.change(({ conversations, work }) => {
      work.tasks = [];
      const conversation = conversations[threads.grace];
      if (conversation) conversation.handOff = { state: 'accepted', worker: { sid: 'WKben', name: 'ben' } };
    });
    await page.getByRole('textbox', { name: /Whisper to Ben Keller/ }).fill('Offer her a refund');
    await page.keyboard.press('Enter');
    await page.locator('.message-aside', { hasText: 'Offer her a refund' }).waitFor();
    await press('Take over');
    await expect.poll(deeds).toEqual([{ type: 'note', text: 'Offer her a refund' }, { type: 'take-over' }]);
    expect(posted('messages')).toEqual([]);
  });
});

describe('the end', () => {
  test('is summed up by keys alone, and Enter completes', async () => {
    await enter('wrapping');
    await page.getByRole('radio', { name: 'Solved' }).press('Space');
    await page.getByRole('textbox', { name: 'Note' }).fill('A new lamp');
    await page.getByRole('textbox', { name: 'Note' }).press('Enter');
    await expect.poll(deeds).toEqual([{ type: 'complete', disposition: 'solved', note: 'A new lamp' }]);
  });

  test('can be turned back from while it is not wrapped up; its key sends nothing that is half written', async () => {
    await enter('three');
    await box().fill('half an answer');
    await box().press('Alt+Enter');
    await page.getByRole('radio', { name: 'Solved' }).waitFor();
    await press('Back to the conversation');
    expect(await box().inputValue()).toBe('half an answer');
    expect([deeds(), posted('messages')]).toEqual([[], []]);
  });
});

describe('where there is nothing to show', () => {
  test('a sentence says what can be done', async () => {
    await load('empty');
    await page.getByText('Choose a conversation at the left').waitFor();
  });

  test('a conversation that could not be read says so, and is read again', async () => {
    await load('three');
    await page.locator('.task').first().waitFor();
    world.fails = 500;
    await open('Grace');
    await page.getByRole('main').getByRole('alert').filter({ hasText: 'could not be read' }).waitFor();
    world.fails = undefined;
    await page.getByRole('main').getByRole('button', { name: 'Try again' }).click();
    await bubble('That is very kind').waitFor();
  });
});

const states: [SceneName, string, (() => Promise<unknown>)?][] = [
  ['three', 'Grace', () => page.locator('.fold-button').click()],
  ['failed', 'Grace'],
  ['closed', 'Grace'],
  ['wrapping', 'Grace'],
  ['warm', 'Grace'],
  ['three', '陳美玲', () => press('Transfer')],
  ['three', 'Grace', () => press('Note')],
  ['three', 'Grace', () => press('Emoji')],
  ['three', 'Grace', () => box().pressSequentially('/')],
  ['three', 'Grace', () => press('Offer choices')],
];

test.each(['light', 'dark'] as const)('in %s colours axe finds nothing, in any state', async (colorScheme) => {
  for (const [scene, name, act] of states) {
    await enter(scene, name, { colorScheme });
    await act?.();
    expect([scene, await faultsOf(page, 'main')]).toEqual([scene, []]);
    if (await page.getByRole('dialog').count()) expect(await faultsOf(page, 'dialog')).toEqual([]);
    await page.context().close();
  }
});

test.each([
  [360, 740],
  [1_100, 700],
  [2_560, 1_300],
])('at %i by %i pixels nothing lies outside of the page', async (width, height) => {
  await enter('three', 'Bernd', { viewport: { width, height } });
  hear({ type: 'text', text: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenbestellung'.repeat(4) }, threads.bernd);
  hear({ type: 'text', text: 'مرحبا، أحتاج إلى مساعدة' }, threads.bernd);
  await bubble('مرحبا').waitFor();
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((element) => element.checkVisibility() && !element.closest('.hidden, .conversation-deed, option'))
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
      .map((element) => element.className),
  );
  expect(wide).toEqual([]);
  const direction = (text: string) =>
    bubble(text)
      .locator('.bubble')
      .evaluate((element) => getComputedStyle(element).direction);
  expect([await direction('مرحبا'), await direction('Guten Tag')]).toEqual(['rtl', 'ltr']);
});
