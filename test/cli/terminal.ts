import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dispatch } from '../../cli/dispatch.ts';

/** Runs `seaway` with these arguments; `typed` is what the operator types. */
export async function seaway(args: string[], typed: string[] = []) {
  const output: string[] = [];
  const errors: string[] = [];
  const code = await dispatch(args, {
    print: (text) => output.push(text),
    complain: (text) => errors.push(text),
    ask: async (question) => {
      output.push(question);
      return typed.shift() ?? '';
    },
    lines: async function* () {
      yield* typed;
    },
    prompt: () => {},
    isTerminal: false,
  });
  const text = output.join('\n');
  return { code, text, complaint: errors.join('\n'), json: (): unknown => JSON.parse(text) };
}

const folder = mkdtempSync(join(tmpdir(), 'seaway-cli-'));

/** Writes a file for a command to read, and gives its path. */
export function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** The path of a file that a command is to write. */
export const place = (name: string): string => join(folder, name);
