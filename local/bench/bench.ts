import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { synthesize } from '../cloud/synth.ts';
import { jsonOf } from './report/json.ts';
import type { Measurement } from './report/measurement.ts';
import { tableOf } from './report/table.ts';
import { sections } from './sections/index.ts';

const names = Object.keys(sections);
const usage = `npm run bench -- [options]
  --only calls,engine   these sections alone: ${names.join(', ')}
  --quick               fewer runs: to see that it works, not for numbers to rely upon
  --json FILE           write the numbers to a file as well`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: names.join(',') },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const chosen = options.only.split(',');
const unknown = chosen.find((name) => !names.includes(name));
if (unknown !== undefined) {
  console.error(`bench: there is no section "${unknown}"\n${usage}`);
  process.exitCode = 1;
} else if (options.help) console.log(usage);
else await bench();

async function bench(): Promise<void> {
  const template = await mkdtemp(join(tmpdir(), 'seaway-bench-'));
  try {
    progress('synthesizing the stack');
    await synthesize(template);
    const measured = await measureAll(template);
    console.log(measured.map(({ title, measurements }) => tableOf(title, measurements)).join('\n\n'));
    const report = jsonOf(measured.flatMap(({ measurements }) => measurements));
    if (report.over.length > 0) console.log(`\nover budget: ${report.over.join(', ')}`);
    if (options.json) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  } finally {
    await rm(template, { recursive: true, force: true });
  }
}

async function measureAll(template: string) {
  const measured = new Map<string, Measurement[]>();
  const wanted = Object.entries(sections).filter(([name]) => chosen.includes(name));
  // Throughput before all others: memory is measured, and theirs would be counted with it.
  const first = wanted.toSorted(([one], [other]) => Number(other === 'throughput') - Number(one === 'throughput'));
  for (const [name, { measure }] of first) {
    measured.set(name, await measure({ template, quick: options.quick, progress }));
  }
  return wanted.map(([name, { title }]) => ({ title, measurements: measured.get(name) ?? [] }));
}

function progress(line: string): void {
  console.error(`bench: ${line}`);
}
