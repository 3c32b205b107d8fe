import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'seaway-start-'));
});
afterAll(() => rm(data, { recursive: true, force: true }));

/** What `npm start` runs once everything is installed. */
function start(...options: string[]) {
  const child = spawn(process.execPath, [
    'local/start.ts',
    '--data',
    data,
    '--port',
    '0',
    '--simulator',
    '0',
    '--shop',
    '0',
    '--console',
    '0',
    ...options,
  ]);
  let said = '';
  const ready = new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk;
      const address = /The simulator is at (\S+);/.exec(said)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)));
  });
  const stop = async () => {
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    return code;
  };
  return { ready, stop, said: () => said };
}

test('npm start reaches its addresses, ends with Ctrl-C, and starts again on what it kept', async () => {
  const first = start();
  const page = await fetch(await first.ready);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Seaway')]);
  expect(first.said()).toMatch(/http:\/\/127\.0\.0\.1:\d+\/webhooks\/line\/main/);
  const shop = /A shop with our chat +(\S+)/.exec(first.said())?.[1] ?? '';
  expect(await (await fetch(shop)).text()).toContain('<seaway-chat ');
  expect(await (await fetch(`${shop}/seaway-chat.js`)).text()).toContain('seaway-chat');
  const console = /Console +(http:\S+)/.exec(first.said())?.[1] ?? '';
  expect(await (await fetch(console)).text()).toContain('<title>Seaway</title>');
  expect(first.said()).toMatch(new RegExp(`ConsoleUrl +${console}/\n`));
  expect(await first.stop()).toBe(0);

  const second = start('--no-synth');
  expect((await fetch(await second.ready)).status).toBe(200);
  expect(await second.stop()).toBe(0);
}, 60_000);

test('a wrong option is told in a sentence', async () => {
  const wrong = start('--port', 'harbour');
  await expect(wrong.ready).rejects.toThrow(/--port is harbour/);
});
