import { Permanent } from '../../lib/errors.ts';
import { driftFrom } from '../../lib/tasks/difference.ts';
import { presentIn } from '../../lib/tasks/present.ts';
import { defineCommand } from '../command.ts';
import { openSite, siteHelp, siteOptions } from './site.ts';
import { driftLines } from './words.ts';

/** `seaway taskrouter drift`: what somebody changed by hand. */
export const drift = defineCommand({
  summary: 'says what somebody changed by hand since the last apply',
  help: `seaway taskrouter drift

Compares what the last apply left with what is there now, and changes nothing. What somebody added beside it does not count:
workers of their own, further attributes of ours. Exit code 1 where anything differs.

${siteHelp}
  --json              { drift: [{ action, kind, name, differences: [{ path, was, becomes }] }] }`,
  options: siteOptions,
  async run({ values: where }) {
    const { taskRouter, applied } = await openSite(where);
    const workspace = applied?.things.find(({ kind }) => kind === 'workspace');
    if (!applied || !workspace) throw new Permanent('nothing was applied yet: run seaway taskrouter apply, or deploy');
    const changes = driftFrom(applied, (await presentIn(taskRouter, workspace))?.things ?? []);
    const text = changes.length > 0 ? driftLines(changes).join('\n') : 'nothing was changed by hand';
    return { ok: changes.length === 0, text, json: { drift: changes } };
  },
});
