import { reconcile } from '../../lib/tasks/workspace.ts';
import { defineCommand } from '../command.ts';
import { configHelp, configOption, loadConfig } from './config-file.ts';
import { openSite, siteHelp, siteOptions } from './site.ts';
import { changeLines, warningLines } from './words.ts';

/** `seaway taskrouter plan`: what an apply would change. */
export const plan = defineCommand({
  summary: 'says what an apply would change, and what looks wrong in the configuration',
  help: `seaway taskrouter plan

Compares config/taskrouter.json with the account's TaskRouter and changes nothing.

  --prune             also what would be deleted with it
${configHelp}
${siteHelp}
  --json              { changes: [{ action, kind, name, differences }], unchanged, warnings }`,
  options: { ...configOption, ...siteOptions, prune: { type: 'boolean', default: false } },
  async run({ values: { config: file, prune, ...where } }) {
    const { config, warnings } = await loadConfig(file);
    const { taskRouter, origin, applied } = await openSite(where);
    const { changes, unchanged } = await reconcile(taskRouter, config, { origin, apply: false, applied, prune });
    const text = [
      ...warningLines(warnings),
      ...changeLines(changes),
      `${changes.length} to change, ${unchanged} unchanged`,
    ];
    return { ok: true, text: text.join('\n'), json: { changes, unchanged, warnings } };
  },
});
