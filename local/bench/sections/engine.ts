import { join } from 'node:path';
import { build } from 'esbuild';
import frontDesk from '../../../config/flows/front-desk.json' with { type: 'json' };
import { type Advance, advance } from '../../../lib/flow/engine.ts';
import { type PublishedFlow, readFlow } from '../../../lib/flow/flow.ts';
import { emptyModule, importTime } from '../import-time.ts';
import { median } from '../percentile.ts';
import type { Bench, Section } from '../section.ts';

/** How fast `advance` is by itself. */
export const engine: Section = {
  title: 'flow engine',
  async measure({ template: folder, quick, progress }: Bench) {
    progress('engine: the front desk, 1,000 messages over and over');
    const perSecond = stepsPerSecond(quick ? 500 : 3_000);
    return [
      {
        name: 'engine.steps_per_second',
        says: 'steps on one core',
        value: perSecond,
        unit: 'a second',
        budget: { least: 20_000 },
      },
      {
        name: 'engine.import_ms_over_empty',
        says: 'its own bundle, import',
        value: await importOverEmpty(folder, quick ? 5 : 15),
        unit: 'ms',
        budget: { most: 60 },
      },
    ];
  },
};

/** The engine and nothing else, bundled as functions are, in turn with an empty module: median milliseconds. */
async function importOverEmpty(folder: string, rounds: number): Promise<number> {
  const outfile = join(folder, 'engine.js');
  const entryPoints = ['lib/flow/engine.ts'];
  await build({ entryPoints, outfile, bundle: true, minify: true, platform: 'node', format: 'cjs' });
  const empty = emptyModule(folder);
  const times: { engine: number[]; empty: number[] } = { engine: [], empty: [] };
  for (let round = 0; round < rounds; round += 1) {
    times.engine.push(await importTime(outfile));
    times.empty.push(await importTime(empty));
  }
  return median(times.engine) - median(times.empty);
}

const flow: PublishedFlow = {
  name: 'front-desk',
  sid: 'front-desk',
  revision: 1,
  definition: readFlow(frontDesk),
  subflows: {},
};

/** The rate, a step being a widget that ran, over at least so many milliseconds. */
function stepsPerSecond(duration: number): number {
  playThousand();
  const start = performance.now();
  let steps = 0;
  while (performance.now() - start < duration) steps += playThousand();
  return steps / ((performance.now() - start) / 1_000);
}

/** A hundred conversations of ten messages, in five languages. */
function playThousand(): number {
  let steps = 0;
  for (let number = 0; number < 100; number += 1) steps += playOne(number);
  return steps;
}

const answers = ['English', 'Deutsch', 'español', '日本語', '中文'];
const at = Date.parse('2026-11-22T20:00:00Z');
const botAnswer = JSON.stringify({ answer: 'We are open Monday to Friday, 9:00 to 18:00.', handoff: false });

/** Language, name, six questions to the bot, and an agent. Throws where the front desk has become another. */
function playOne(number: number): number {
  const parameters = (Body: string) => ({ Body, From: `+1555${number}`, To: '+15550199', NumMedia: '0' });
  let last: Advance = advance(flow, undefined, {
    type: 'start',
    start: {
      trigger: 'incomingMessage',
      execution: `FN${number}`,
      parameters: parameters('Hello'),
      contact: `+1555${number}`,
      address: '+15550199',
      variables: {},
      at,
    },
  });
  let steps = last.trace.length;
  const feed = (event: Parameters<typeof advance>[2]) => {
    last = advance(flow, last.run, event);
    steps += last.trace.length;
  };
  const language = answers[number % answers.length] ?? '';
  const questions = Array.from({ length: 6 }, (_, question) => `Question ${question}: when do you open?`);
  for (const said of [language, 'Kim', ...questions, 'live agent']) {
    feed({ type: 'message', parameters: parameters(said), at });
    if (last.run.waiting?.for === 'call') {
      feed({ type: 'called', at, result: { status: 200, contentType: 'application/json', body: botAnswer } });
    }
  }
  feed({ type: 'task', at, outcome: 'created', task: { sid: 'WT1' } });
  if (last.ended === false || last.ended.reason !== 'ended' || steps < 40)
    throw new Error('the front desk does not go as the bench expects it: adapt local/bench/sections/engine.ts');
  return steps;
}
