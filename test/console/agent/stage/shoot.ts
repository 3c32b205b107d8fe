import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChromium } from '../../../browser/chromium.ts';
import { type SceneName, scenes } from './scenes.ts';
import { startStage } from './stage.ts';

/**
 * `node test/console/agent/stage/shoot.ts SCENE [light|dark] [WIDTHxHEIGHT] [PNG] [CLICK...]` takes a picture of a scene, after
 * clicks on what has these names or selectors.
 */
const [, , name = 'three', theme = 'light', size = '1280x800', path = join(tmpdir(), 'scene.png'), ...clicks] =
  process.argv;
const isScene = (text: string): text is SceneName => text in scenes;
if (!isScene(name)) throw new Error(`there is no scene ${name}, only ${Object.keys(scenes).join(', ')}`);
const [width = 1_280, height = 800] = size.split('x').map(Number);

const browser = await startChromium();
const stage = await startStage();
const colorScheme = theme === 'dark' ? 'dark' : 'light';
const page = await browser.newPage({ viewport: { width, height }, colorScheme });
page.on('console', (message) => console.log(message.type(), message.text()));
page.on('pageerror', (error) => console.log(String(error)));
await stage.enter(page, name);
await page.waitForLoadState('networkidle');
for (const click of clicks) await page.locator(click).first().click();
// What moves has moved, and what is read after a click is there.
await page.waitForTimeout(300);
await page.screenshot({ path });
await browser.close();
await stage.close();
