import { lintFlow } from '../../lib/flow/lint.ts';
import { defineCommand, UsageError } from '../command.ts';
import { faultLine } from '../faults.ts';
import { knownHere, subflowFiles, subflowHelp, subflowOption, textOf } from '../flow-file.ts';

/** `seaway flow lint`: what keeps flows from being published, and what is probably not meant. */
export const lint = defineCommand({
  summary: 'finds what is wrong with flows',
  help: `seaway flow lint FILE...

Prints every fault with its place in the JSON. An error is a flow that cannot run. A warning is what is probably not meant, or
what config/deployment.ts does not map yet, which also keeps it from being published. Exit code 0 where there is no error.

${subflowHelp}
  --json              [{ file, errors: [{ path, message }], warnings: [{ path, message }] }]`,
  options: subflowOption,
  async run({ values, positionals }) {
    if (positionals.length === 0) throw new UsageError('give the files of the flows to look at');
    const known = knownHere(subflowFiles(values.subflow));
    // `lint config/flows/*.json` means the flows there, not the scripts beside them.
    const flows = positionals.filter((file) => !file.endsWith('.test.json'));
    const files = await Promise.all(flows.map(async (file) => ({ file, ...lintFlow(await textOf(file), known) })));
    return { ok: files.every(({ errors }) => errors.length === 0), text: files.map(fileText).join('\n'), json: files };
  },
});

function fileText({ file, errors, warnings }: { file: string } & ReturnType<typeof lintFlow>): string {
  if (errors.length + warnings.length === 0) return `${file}: fine`;
  return [
    `${file}:`,
    ...errors.map((fault) => faultLine('error', fault)),
    ...warnings.map((fault) => faultLine('warning', fault)),
  ].join('\n');
}
