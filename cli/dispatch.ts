import { reasonOf } from '../lib/errors.ts';
import { type Command, type Terminal, UsageError } from './command.ts';
import { flowCommands } from './flow/index.ts';

/** The command line of Seaway: `seaway flow <command> ...`. Gives the exit code: 0 fine, 1 not fine, 2 wrong usage. */
export async function dispatch(args: string[], terminal: Terminal): Promise<number> {
  const [group, name = '--help', ...rest] = args;
  if (group === undefined || group === '--help' || group === 'help') {
    terminal.print('seaway flow <command> [...]\n\n  flow   works with Studio flows: see seaway flow --help');
    return 0;
  }
  if (group !== 'flow') return misused(terminal, `there is no "seaway ${group}"`, 'See seaway --help.');
  if (name === '--help' || name === 'help') {
    terminal.print(overview());
    return 0;
  }
  const command = new Map<string, Command>(Object.entries(flowCommands)).get(name);
  if (!command) return misused(terminal, `there is no "seaway flow ${name}"`, overview());
  if (rest.includes('--help')) {
    terminal.print(command.help);
    return 0;
  }
  return perform(command, rest, terminal);
}

async function perform(command: Command, args: string[], terminal: Terminal): Promise<number> {
  try {
    const { ok, text, json, wantsJson } = await command.run(args, terminal);
    const output = wantsJson ? JSON.stringify(json, null, 2) : text;
    if (output !== '') terminal.print(output);
    return ok ? 0 : 1;
  } catch (error) {
    if (error instanceof UsageError) return misused(terminal, error.message, command.help);
    terminal.complain(`seaway: ${reasonOf(error)}`);
    return 1;
  }
}

function misused({ complain }: Terminal, sentence: string, help: string): number {
  complain(`seaway: ${sentence}\n\n${help}`);
  return 2;
}

const overview = (): string =>
  [
    'seaway flow <command> [...]',
    '',
    ...Object.entries(flowCommands).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`),
    '',
    'Every command has --help and --json. Exit code: 0 fine, 1 not fine, 2 wrong usage. More in docs/flows.md.',
  ].join('\n');
