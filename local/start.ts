import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startCloud } from './cloud/cloud.ts';
import { synthesize } from './cloud/synth.ts';

const usage = `npm start -- [options]
  --fresh       forget everything of earlier runs (the folder .seaway)
  --no-synth    run what was synthesized last, even if sources have changed
  --logs        show what the functions print, besides .seaway/functions.log
  --port 8080   where webhooks and the console are answered`;

const data = '.seaway';
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
  const { fresh, logs, port, help, ...options } = readOptions();
  if (help) return console.log(usage);
  if (fresh) await rm(data, { recursive: true, force: true });
  if (!options['no-synth']) {
    console.log('seaway: synthesizing the stack ...');
    await synthesize(template);
  }
  const cloud = await startCloud({
    template,
    data,
    port: Number(port),
    origins: {},
    log: (line) => console.warn(`seaway: ${line}`),
    ...(logs && { output: (text: string) => process.stdout.write(text) }),
  });
  parts.push(cloud);
  console.log('seaway: ready. Ctrl-C ends it.');
  for (const [name, value] of Object.entries(cloud.outputs)) console.log(`  ${name.padEnd(24)} ${value}`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      fresh: { type: 'boolean', default: false },
      'no-synth': { type: 'boolean', default: false },
      logs: { type: 'boolean', default: false },
      port: { type: 'string', default: '8080' },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

/** Closes the parts, the last started first. A terminal sends Ctrl-C to npm and to us, and npm passes it on: once is enough. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), 15_000).unref();
  for (const part of parts.reverse()) await part.close();
  process.exit(code);
}
