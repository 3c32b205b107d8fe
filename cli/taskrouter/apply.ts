import { saveApplied } from '../../lib/store/applied.ts';
import { saveWorkspace } from '../../lib/store/workspace.ts';
import { reconcile } from '../../lib/tasks/workspace.ts';
import { defineCommand } from '../command.ts';
import { configHelp, configOption, loadConfig } from './config-file.ts';
import { openSite, siteHelp, siteOptions } from './site.ts';
import { changeLines, warningLines } from './words.ts';

/** `seaway taskrouter apply`: makes TaskRouter what the configuration says. */
export const apply = defineCommand({
  summary: 'makes TaskRouter what config/taskrouter.json says, as a deployment does',
  help: `seaway taskrouter apply

Does what plan says. Applied twice it changes nothing. What is in the workspace and not in the configuration is deleted only
where an earlier apply made it. What TaskRouter does not let us delete yet is told, and tried again the next time.

  --prune             deletes the others as well, whoever made them; never task channels that every workspace has
${configHelp}
${siteHelp}
  --json              { changes: [{ action, kind, name, differences }], unchanged, kept: [{ kind, name, reason }], warnings }`,
  options: { ...configOption, ...siteOptions, prune: { type: 'boolean', default: false } },
  async run({ values: { config: file, prune, ...where } }) {
    const { config, warnings } = await loadConfig(file);
    const { taskRouter, origin, applied, table } = await openSite(where);
    const remember = (left: Parameters<typeof saveApplied>[1]) => saveApplied(table, left);
    const done = await reconcile(taskRouter, config, { origin, apply: true, applied, prune, remember });
    await saveWorkspace(table, done.workspace);
    const { changes, unchanged, kept } = done;
    const text = [
      ...warningLines(warnings),
      ...changeLines(changes),
      ...kept.map(({ kind, name, reason }) => `kept    ${kind} "${name}": ${reason}`),
      `${changes.length - kept.length} changed, ${unchanged} unchanged`,
    ];
    return { ok: true, text: text.join('\n'), json: { changes, unchanged, kept, warnings } };
  },
});
