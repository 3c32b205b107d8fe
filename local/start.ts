import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { listen } from './aws/listen.ts';
import { synthesize } from './cloud/synth.ts';
import { startSeaway } from './seaway.ts';
import { startShop } from './shop/shop.ts';
import { startSimulator } from './simulator/simulator.ts';

const usage = `npm start -- [options]
  --data .seaway    the folder in which everything is kept between runs
  --fresh           forget everything of earlier runs
  --no-synth        run what was synthesized last, even if sources have changed
  --logs            show what the functions print, besides functions.log in that folder
  --port 8080       where webhooks and the console API are answered
  --simulator 8081  where the simulator is: you are every customer and every agent
  --shop 8082       where the shop is: a page of somebody else's with our chat in its corner
  --console 8083    where agents sign in and work
  --smtp 2525       where any mail program on this machine hands in mail to us`;

const template = 'cdk.out';
const parts: { close(): Promise<void> }[] = [];
let stopping = false;

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
await start().catch((thrown) => {
  console.error(`seaway: ${thrown instanceof Error ? thrown.message : thrown}`);
  return stop(1);
});

async function start(): Promise<void> {
  const { data, fresh, logs, help, ...options } = readOptions();
  if (help) return console.log(usage);
  const [port, page] = [portOf('--port', options.port), portOf('--simulator', options.simulator)];
  const shopPort = portOf('--shop', options.shop);
  const smtp = await nearest(portOf('--smtp', options.smtp));
  const consolePort = await nearest(portOf('--console', options.console));
  if (fresh) await rm(data, { recursive: true, force: true });
  if (!options['no-synth']) {
    console.log('seaway: synthesizing the stack ...');
    await synthesize(template);
  }
  const output = (text: string) => process.stdout.write(text);
  const place = { template, data, port: await nearest(port), console: consolePort, smtp };
  const shop = await startShop({ port: shopPort, log });
  parts.push(shop);
  const seaway = await startSeaway({ ...place, pages: [shop.origin], log, ...(logs && { output }) });
  parts.push(seaway);
  await shop.open(seaway);
  const simulator = await startSimulator({ seaway, port: page, log });
  parts.push(simulator);
  for (const [name, value] of Object.entries(seaway.cloud.outputs)) tell(name, value);
  tell('Console', seaway.console);
  tell('A shop with our chat', shop.origin);
  if (seaway.post) tell('Mail to us, by SMTP', `127.0.0.1:${seaway.post.smtp}`);
  if (seaway.post) tell('Mail from us', seaway.post.mailbox);
  console.log(`seaway: ready. The simulator is at ${simulator.origin}; Ctrl-C ends it.`);
}

function tell(name: string, value: string): void {
  console.log(`  ${name.padEnd(36)} ${value}`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '.seaway' },
      fresh: { type: 'boolean', default: false },
      'no-synth': { type: 'boolean', default: false },
      logs: { type: 'boolean', default: false },
      port: { type: 'string', default: '8080' },
      simulator: { type: 'string', default: '8081' },
      shop: { type: 'string', default: '8082' },
      console: { type: 'string', default: '8083' },
      smtp: { type: 'string', default: '2525' },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

function portOf(option: string, value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new Error(`${option} is ${value}, but a port is a number from 1 to 65535, or 0 for a free one`);
}

/** This port, or a free one where it is taken: the stand-ins have to know it before anybody listens on it. */
async function nearest(port: number): Promise<number> {
  const probe = createServer();
  const found = await listen(probe, port, log);
  await new Promise((resolve) => probe.close(resolve));
  return found;
}

function log(line: string): void {
  console.warn(`seaway: ${line}`);
}

/** Closes the parts, the last started first. A terminal sends Ctrl-C to npm and to us, and npm passes it on: once is enough. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), 15_000).unref();
  for (const part of parts.reverse()) await part.close();
  process.exit(code);
}
