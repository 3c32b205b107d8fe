import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { buildAgent } from '../../../console/build.ts';
import { startChromium } from '../../../test/browser/chromium.ts';
import { threads } from '../../../test/console/agent/stage/people.ts';
import { startStage } from '../../../test/console/agent/stage/stage.ts';
import type { World } from '../../../test/console/agent/stage/world.ts';
import { percentile } from '../percentile.ts';
import type { Measurement } from '../report/measurement.ts';
import type { Bench, Section } from '../section.ts';

/** The agents' page in Chromium: what it weighs, when it is there, and how a thread of 1,000 lines opens and scrolls. */
export const page: Section = { title: 'the console in a browser', measure };

async function measure({ progress }: Bench): Promise<Measurement[]> {
  const { html, script, style } = buildAgent();
  const bytes = [html, script, style].reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
  const measured: Measurement[] = [
    {
      name: 'page.gzipped_bytes',
      says: 'first load, gzipped',
      value: bytes,
      unit: 'bytes',
      budget: { most: 120_000 },
    },
  ];
  if (!existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium')) {
    progress('page: there is no Chromium here, so that nothing is measured in it');
    return measured;
  }
  return [...measured, ...(await measureInBrowser(progress))];
}

async function measureInBrowser(progress: (line: string) => void): Promise<Measurement[]> {
  const [browser, stage] = await Promise.all([startChromium(), startStage()]);
  try {
    const opened = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    progress('page: opening');
    const world = await stage.enter(opened, 'long');
    await readAll(opened);
    const paint = await opened.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    );
    addShortThread(world);
    await opened.locator('.task').nth(1).waitFor();
    progress('page: a thread of 1,000 lines');
    const times: number[] = [];
    for (let run = 0; run < 10; run += 1) times.push(await timeToOpen(opened));
    const frames = await scroll(opened);
    const measurement = (name: string, says: string, value: number, most?: number): Measurement => ({
      name: `page.${name}_ms`,
      says,
      value,
      unit: 'ms',
      ...(most !== undefined && { budget: { most } }),
    });
    return [
      measurement('first_paint', 'first contentful paint', paint),
      measurement('thread_opens', '1,000 lines open, median of 10', percentile(times, 50), 300),
      measurement('scroll_frame', '1,000 lines scroll, 95 % of frames within', percentile(frames, 95), 50),
    ];
  } finally {
    await browser.close();
    await stage.close();
  }
}

const list = '.transcript-list';
const scroller = '.transcript-scroll';

/** Scrolls up until all lines are known to the page. */
async function readAll(opened: Page): Promise<void> {
  await opened.locator('.task').first().click();
  await opened.getByText('Question 999').first().waitFor();
  for (let reads = 0; reads < 200; reads += 1) {
    if ((await opened.locator(list).textContent())?.includes('Question 0:')) return;
    await opened.locator(scroller).evaluate((one) => one.scrollTo(0, 0));
    await opened.waitForTimeout(30);
  }
  throw new Error('the page does not read all lines');
}

/** A second task, to look at in between. */
function addShortThread({ change }: World): void {
  change(({ work: { tasks }, conversations }) => {
    const [task] = tasks;
    const { mei = '' } = threads;
    const conversation = conversations[mei];
    if (task && conversation)
      tasks.push({ ...task, thread: mei, customer: conversation.customer, reservation: 'WRmei', taskSid: 'WTmei' });
  });
}

/** From the click on the task of a known thread until its newest line is painted. */
async function timeToOpen(opened: Page): Promise<number> {
  await opened.locator('.task').filter({ hasText: '陳美玲' }).click();
  await opened.locator(list).filter({ hasText: 'are you there' }).waitFor();
  return opened.evaluate(async (where) => {
    const task = [...document.querySelectorAll('.task')].find((one) => one.textContent?.includes('Grace'));
    const target = task?.querySelector('button') ?? task;
    const began = performance.now();
    if (target instanceof HTMLElement) target.click();
    while (!document.querySelector(where)?.textContent?.includes('Question 999'))
      await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - began;
  }, list);
}

/** How long each frame takes while the thread is scrolled up by half a screen a frame, ms. */
const scroll = (opened: Page): Promise<number[]> =>
  opened.locator(scroller).evaluate(async (box) => {
    const frames: number[] = [];
    let last = performance.now();
    for (let frame = 0; frame < 120; frame += 1) {
      box.scrollBy(0, -box.clientHeight / 2);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      frames.push(now - last);
      last = now;
    }
    return frames;
  });
