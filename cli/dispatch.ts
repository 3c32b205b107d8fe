import { reasonOf } from '../lib/errors.ts';
import { channelCommands } from './channel/index.ts';
import { type Command, type Terminal, UsageError } from './command.ts';
import { flowCommands } from './flow/index.ts';
import { routingCommands } from './routing/index.ts';
import { taskRouterCommands } from './taskrouter/index.ts';
import { why } from './why.ts';

type Group = { summary: string; guide: string; commands: Record<string, Command> };

const groups = new Map<string, Group>(
  Object.entries({
    flow: { summary: 'works with Studio flows', guide: 'docs/flows.md', commands: flowCommands },
    channel: { summary: 'connects channels to their providers', guide: 'docs/channels', commands: channelCommands },
    taskrouter: {
      summary: 'brings routing to TaskRouter and compares the two',
      guide: 'docs/routing.md',
      commands: taskRouterCommands,
    },
    routing: { summary: 'tries out routing and staffing', guide: 'docs/routing.md', commands: routingCommands },
  }),
);

/** Commands that belong to no group: `seaway why <task SID>`. */
const alone = new Map<string, Command>(Object.entries({ why }));

/** The command line of Seaway: `seaway <group> <command> ...`. Gives the exit code: 0 fine, 1 not fine, 2 wrong usage. */
export async function dispatch(args: string[], terminal: Terminal): Promise<number> {
  const [first, name = '--help', ...rest] = args;
  if (first === undefined || first === '--help' || first === 'help') {
    terminal.print(overview());
    return 0;
  }
  const only = alone.get(first);
  if (only) return run(only, args.slice(1), terminal);
  const group = groups.get(first);
  if (!group) return misused(terminal, `there is no "seaway ${first}"`, overview());
  if (name === '--help' || name === 'help') {
    terminal.print(overviewOf(first, group));
    return 0;
  }
  const command = new Map(Object.entries(group.commands)).get(name);
  if (!command) return misused(terminal, `there is no "seaway ${first} ${name}"`, overviewOf(first, group));
  return run(command, rest, terminal);
}

async function run(command: Command, args: string[], terminal: Terminal): Promise<number> {
  if (args.includes('--help')) {
    terminal.print(command.help);
    return 0;
  }
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
    'seaway <group> <command> [...]',
    '',
    ...[...groups].map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}: see seaway ${name} --help`),
    ...[...alone].map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}: see seaway ${name} --help`),
  ].join('\n');

const overviewOf = (group: string, { guide, commands }: Group): string =>
  [
    `seaway ${group} <command> [...]`,
    '',
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`),
    '',
    `Every command has --help and --json. Exit code: 0 fine, 1 not fine, 2 wrong usage. More in ${guide}.`,
  ].join('\n');
