import { readWorkspace } from '../lib/store/workspace.ts';
import { readFacts } from '../lib/tasks/why/read.ts';
import { whyOf } from '../lib/tasks/why.ts';
import { defineCommand, onlyOne } from './command.ts';
import { openSite, siteHelp, siteOptions } from './taskrouter/site.ts';

/** `seaway why`: explains the routing of one task. */
export const why = defineCommand({
  summary: 'explains the routing of a task',
  help: `seaway why <task SID>

Says which filter took the task and why not an earlier one, where it is in its workflow and since when, whom it was offered and
what they answered, who could take it now and what rules out each of the others, and what comes next. TaskRouter keeps what
it needs for 30 days. It changes nothing.

${siteHelp}
  --json              { task, filters, here, next, offers, workers, sentences }`,
  options: siteOptions,
  async run({ values: where, positionals }) {
    const taskSid = onlyOne(positionals, 'task SID');
    const { taskRouter, table } = await openSite(where);
    const { sid } = await readWorkspace(table);
    const found = whyOf(await readFacts(taskRouter, sid, taskSid, Date.now()));
    const longest = Math.max(...found.workers.map(({ worker }) => worker.length), 0);
    const workers = found.workers.map(({ worker, sentence }) => `  ${worker.padEnd(longest)}  ${sentence}`);
    const text = [taskSid, ...found.sentences.flatMap(wrapped), '', 'Workers', ...workers];
    return { ok: true, text: text.join('\n'), json: found };
  },
});

/** A screen's width, less than most have. */
const width = 100;

/** A sentence in lines, of which the further ones stand in. */
function wrapped(sentence: string): string[] {
  const lines = [' '];
  for (const word of sentence.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.trim() !== '' && line.length + word.length >= width) lines.push(`    ${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
