import { publishFlow } from '../../lib/store/flows.ts';
import { defineCommand, UsageError } from '../command.ts';
import { publishedRevision, readRevision } from '../revisions.ts';
import { accessTable, tableHelp, tableOptions } from '../table-access.ts';

/** `seaway flow rollback`: an earlier revision answers again. */
export const rollback = defineCommand({
  summary: 'lets an earlier revision answer again',
  help: `seaway flow rollback NAME [REVISION]

Publishes what REVISION holds (the one before the present one unless told) as a new revision, as Studio does. New
executions begin on it within 30 seconds; those that run stay on theirs. The next deployment publishes what config/flows
holds: put the file right as well.

${tableHelp}
  --json              { name, from, to, revision }`,
  options: tableOptions,
  async run({ values, positionals: [name, wanted, ...more] }) {
    if (name === undefined || more.length > 0)
      throw new UsageError('give the name of the flow, and the revision if wanted');
    const table = await accessTable(values);
    const from = await publishedRevision(table, name);
    const to = wanted === undefined ? from - 1 : Number(wanted);
    if (!Number.isInteger(to) || to < 1 || to === from)
      throw new UsageError(`"${name}" is at revision ${from}: give an earlier one`);
    const { revision: _, ...flow } = await readRevision(table, name, to);
    const revision = await publishFlow(table, flow, Date.now());
    const text = `${name}: revision ${revision} answers now, with what revision ${to} held (it was ${from}).`;
    return { ok: true, text, json: { name, from, to, revision } };
  },
});
