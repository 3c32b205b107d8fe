import type { FlowDefinition } from '../../lib/flow/flow.ts';
import { defineCommand, UsageError } from '../command.ts';
import { type Change, compareFlows } from '../compare.ts';
import { loadFlow, subflowFiles, subflowOption } from '../flow-file.ts';
import { readRevision, revisionIn } from '../revisions.ts';
import { accessTable, tableHelp, tableOptions } from '../table-access.ts';

type Where = Parameters<typeof accessTable>[0] & { subflow?: string[] | undefined };

/** `seaway flow diff`: what changed between two revisions, by widgets and not by lines. */
export const diff = defineCommand({
  summary: 'shows what changed between two revisions',
  help: `seaway flow diff A B

A and B are files, NAME@REVISION or NAME@published. Widgets are compared by name; where they lie on the canvas does not
count. Exit code 0 where nothing changed, 1 where something did.

${tableHelp}
  --json              [{ widget, change, was?, is? }]`,
  options: { ...tableOptions, ...subflowOption },
  async run({ values, positionals: [a, b, ...more] }) {
    if (a === undefined || b === undefined || more.length > 0) throw new UsageError('give two revisions');
    const changes = compareFlows(await definitionOf(a, values), await definitionOf(b, values));
    return { ok: changes.length === 0, text: changes.map(changeText).join('\n') || 'Nothing changed.', json: changes };
  },
});

async function definitionOf(text: string, where: Where): Promise<FlowDefinition> {
  const revision = revisionIn(text);
  if (!revision) return (await loadFlow(text, subflowFiles(where.subflow))).definition;
  return (await readRevision(await accessTable(where), revision.name, revision.revision)).definition;
}

function changeText({ widget, change, was, is }: Change): string {
  const lines = [`${widget} ${change}`];
  if (was !== undefined) lines.push(`  - ${was}`);
  if (is !== undefined) lines.push(`  + ${is}`);
  return lines.join('\n');
}
