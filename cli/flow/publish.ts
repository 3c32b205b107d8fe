import { checkFlow } from '../../lib/flow/check.ts';
import type { Fault } from '../../lib/flow/fault.ts';
import { publishFlow } from '../../lib/store/flows.ts';
import { defineCommand, onlyOne } from '../command.ts';
import { faultLine } from '../faults.ts';
import {
  knownHere,
  loadFlow,
  type SubflowFiles,
  subflowFiles,
  subflowHelp,
  subflowOption,
  textOf,
} from '../flow-file.ts';
import { accessTable, tableHelp, tableOptions } from '../table-access.ts';

/** `seaway flow publish`: one flow, without a deployment. */
export const publish = defineCommand({
  summary: 'publishes one flow, without a deployment',
  help: `seaway flow publish FILE

Checks the flow, stores it as its next revision and lets it answer wherever its name is routed. A flow with an error is
refused and the running one stays. New executions begin on it within 30 seconds; those that run stay on theirs. The next
deployment publishes what config/flows holds.

  --name NAME         the name of the flow; the file's name unless told
${subflowHelp}
${tableHelp}
  --json              { name, revision } or { of, errors }`,
  options: { ...tableOptions, ...subflowOption, name: { type: 'string' } },
  async run({ values: { name, subflow, ...where }, positionals }) {
    const file = onlyOne(positionals, 'file of a flow');
    const files = subflowFiles(subflow);
    const faulty = await firstFaulty(file, files);
    if (faulty) {
      const lines = faulty.errors.map((fault) => faultLine('error', fault));
      return { ok: false, text: [`${faulty.of}: nothing was published.`, ...lines].join('\n'), json: faulty };
    }
    const { revision: _, ...flow } = await loadFlow(file, files);
    const named = { ...flow, name: name ?? flow.name };
    const revision = await publishFlow(await accessTable(where), named, Date.now());
    const text = `${named.name}: revision ${revision} answers now.`;
    return { ok: true, text, json: { name: named.name, revision } };
  },
});

/** The faults of the flow, or of the first of its subflows that has some. */
async function firstFaulty(file: string, files: SubflowFiles): Promise<{ of: string; errors: Fault[] } | undefined> {
  const known = knownHere(files);
  const errors = checkFlow(await textOf(file), known);
  if (errors.length > 0) return { of: file, errors };
  const { subflows } = await loadFlow(file, files);
  return Object.values(subflows)
    .map(({ name, definition }) => ({ of: name, errors: checkFlow(definition, known) }))
    .find((each) => each.errors.length > 0);
}
