import { writeFile } from 'node:fs/promises';
import { flows } from '../../config/flows/index.ts';
import { defineCommand, UsageError } from '../command.ts';
import { record as gather, momentOf } from '../recording.ts';
import { accessTable, tableHelp, tableOptions } from '../table-access.ts';

/** `seaway flow record`: yesterday's executions as a file. */
export const record = defineCommand({
  summary: 'writes executions of the table to a file',
  help: `seaway flow record --out FILE [--flow NAME] [--since 24h] [--until now]

Writes the executions that began in that time, with the revisions they ran on, for "seaway flow replay". The table keeps
executions for 30 days. The file holds what customers wrote: treat it like the conversations themselves.

  --out FILE          where to write
  --flow NAME         a flow, given as often as wanted; every flow of config/flows unless told
  --since, --until    90m, 24h, 7d ago, or a date such as 2026-11-21T08:00:00Z
${tableHelp}
  --json              { file, executions, flows }`,
  options: {
    ...tableOptions,
    out: { type: 'string' },
    flow: { type: 'string', multiple: true },
    since: { type: 'string', default: '24h' },
    until: { type: 'string' },
  },
  async run({ values: { out, flow = Object.keys(flows), since, until, ...where }, positionals }) {
    if (out === undefined || positionals.length > 0) throw new UsageError('say where to write: --out FILE');
    const now = Date.now();
    const [from, to] = [momentOf(since, now), until === undefined ? now : momentOf(until, now)];
    if (from === undefined || to === undefined) throw new UsageError('--since and --until take 90m, 24h, 7d or a date');
    const recording = await gather(await accessTable(where), flow, from, to);
    await writeFile(out, `${JSON.stringify(recording)}\n`);
    const facts = {
      file: out,
      executions: recording.executions.length,
      flows: recording.flows.map(({ name, revision }) => `${name}@${revision}`),
    };
    return {
      ok: true,
      text: `${facts.executions} executions of ${facts.flows.join(', ') || flow.join(', ')}: ${out}`,
      json: facts,
    };
  },
});
