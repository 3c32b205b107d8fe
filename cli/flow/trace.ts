import { Permanent } from '../../lib/errors.ts';
import { openExecutions } from '../../lib/store/executions.ts';
import { defineCommand, onlyOne } from '../command.ts';
import { accessTable, tableHelp, tableOptions } from '../table-access.ts';
import { traceText } from '../trace-text.ts';

/** `seaway flow trace`: the way of one execution through its flow. */
export const trace = defineCommand({
  summary: 'shows the way of an execution through its flow',
  help: `seaway flow trace EXECUTION

Shows what happened to an execution (FN...), turn by turn: what it was told, its steps, and what each step set. The
table keeps executions for 30 days. "seaway flow draw --trace" puts it on a picture.

${tableHelp}
  --json              { execution, threadKey, flow, revision, turns: [{ at, events, steps, variables }] }`,
  options: tableOptions,
  async run({ values, positionals }) {
    const sid = onlyOne(positionals, 'execution');
    const table = await accessTable(values);
    const execution = await openExecutions(table).read(sid);
    if (!execution)
      throw new Permanent(`no execution ${sid} is kept here: it is wrong, older than 30 days, or elsewhere`);
    return { ok: true, text: traceText(execution), json: execution };
  },
});
