import { type ParseArgsConfig, parseArgs } from 'node:util';
import { reasonOf } from '../lib/errors.ts';

/** Where a command speaks and listens. */
export type Terminal = {
  print(text: string): void;
  /** To the error output. */
  complain(text: string): void;
  /** What the operator types, line by line. */
  lines(): AsyncIterable<string>;
  /** Asks for one line; a `secret` one is not shown while it is typed. Empty where nothing comes. */
  ask(question: string, secret: boolean): Promise<string>;
  /** Shows that a line is waited for. */
  prompt(): void;
  /** False where lines come from a file or a pipe. */
  isTerminal: boolean;
};

/** What a command found out: `ok` decides the exit code, `text` is for people and `json` for programs. */
export type Report = { ok: boolean; text: string; json: unknown };

export type Command = {
  /** One line for the list of commands. */
  summary: string;
  /** How it is used, in full. */
  help: string;
  run(args: string[], terminal: Terminal): Promise<Report & { wantsJson: boolean }>;
};

type Options = NonNullable<ParseArgsConfig['options']>;
type Given<Chosen extends Options> = ReturnType<typeof parseArgs<{ options: Chosen; allowPositionals: true }>>;

/** A command by its options, as `parseArgs` takes them; all have `--json`. Its `run` gets what the operator gave, typed. */
export function defineCommand<const Chosen extends Options>(spec: {
  summary: string;
  help: string;
  options: Chosen;
  run(given: Given<Chosen>, terminal: Terminal & { wantsJson: boolean }): Promise<Report>;
}): Command {
  return {
    summary: spec.summary,
    help: spec.help,
    async run(args, terminal) {
      const wantsJson = args.includes('--json');
      const own = args.filter((argument) => argument !== '--json');
      const given = read<Chosen>(own, spec.options);
      return { ...(await spec.run(given, { ...terminal, wantsJson })), wantsJson };
    },
  };
}

/** Wrong use of a command: exit code 2, and how it is used right. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Exactly one positional argument, or a UsageError that names what is missing. */
export function onlyOne(positionals: readonly string[], what: string): string {
  const [only, ...more] = positionals;
  if (only === undefined || more.length > 0) throw new UsageError(`give exactly one ${what}`);
  return only;
}

/** The whole number that an option gives, 0 or more; a UsageError where it gives none. */
export function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || text.trim() === '')
    throw new UsageError(`--${option} takes a whole number, not "${text}"`);
  return value;
}

function read<Chosen extends Options>(args: string[], options: Chosen): Given<Chosen> {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(reasonOf(error));
  }
}
