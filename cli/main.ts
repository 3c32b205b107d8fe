import { createInterface } from 'node:readline';
import { openAsk } from './ask.ts';
import { dispatch } from './dispatch.ts';

if (process.env.SEAWAY_FOLDER) process.chdir(process.env.SEAWAY_FOLDER);
// `seaway flow draw ... | head` closes the pipe early, which is no fault of ours.
process.stdout.on('error', () => process.exit(0));

const { ask, close } = openAsk();

process.exitCode = await dispatch(process.argv.slice(2), {
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
  lines: () => createInterface({ input: process.stdin, terminal: false }),
  ask,
  prompt: () => process.stdin.isTTY && process.stdout.write('> '),
  isTerminal: process.stdin.isTTY === true,
});
close();
