import { defineCommand, UsageError } from '../command.ts';
import { type Coverage, coverageOf, share } from '../coverage.ts';
import { runScript, type ScriptResult } from '../script.ts';
import { loadScripts } from '../script-file.ts';

/** `seaway flow test`: conversations as they should go, held against the flow. */
export const test = defineCommand({
  summary: 'holds conversations with a flow and checks what it says',
  help: `seaway flow test FILE...

Plays the scripts in files such as order.test.json (or .yaml) against the flow beside them (order.json). What customers do
and what the flow must say is in docs/flows.md. Prints where they part, and which widgets and transitions were covered.

  --json              [{ file, results: [{ name, failure? }], coverage: { widgets, transitions } }]`,
  options: {},
  async run({ positionals }) {
    if (positionals.length === 0) throw new UsageError('give the files of the scripts to play');
    const files: Tested[] = [];
    for (const file of positionals) files.push(await testFile(file));
    return {
      ok: files.every(({ results }) => results.every(({ failure }) => failure === undefined)),
      text: files.map(fileText).join('\n\n'),
      json: files.map(({ results, ...rest }) => ({
        ...rest,
        results: results.map(({ name, failure }) => ({ name, failure })),
      })),
    };
  },
});

type Tested = { file: string; results: ScriptResult[]; coverage: Coverage };

async function testFile(file: string): Promise<Tested> {
  const { scripts, flow } = await loadScripts(file);
  const results: ScriptResult[] = [];
  for (const script of scripts.scripts) results.push(await runScript(flow, script, scripts));
  return {
    file,
    results,
    coverage: coverageOf(
      flow,
      results.flatMap(({ steps }) => steps),
    ),
  };
}

function fileText({ file, results, coverage }: Tested): string {
  const missed = [
    ...coverage.widgets.filter(({ covered }) => !covered).map(({ name }) => name),
    ...coverage.transitions
      .filter(({ covered }) => !covered)
      .map(({ from, event, to }) => `${from} --${event}--> ${to}`),
  ];
  return [
    file,
    ...results.map(({ name, failure }) =>
      failure === undefined ? `  ✓ ${name}` : `  ✗ ${name}\n${failure.replace(/^/gm, '    ')}`,
    ),
    `  widgets ${share(coverage.widgets)}, transitions ${share(coverage.transitions)}`,
    ...(missed.length > 0
      ? [`  not covered: ${missed.slice(0, 12).join(', ')}${missed.length > 12 ? ', ...' : ''}`]
      : []),
  ].join('\n');
}
