import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';

const script = `const start = performance.now();
import(process.argv[1]).then(() => console.log(performance.now() - start));`;

/** Milliseconds that a fresh process takes to import a module. */
export async function importTime(file: string, variables: Record<string, string> = {}): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, pathToFileURL(file).href], {
    env: { ...process.env, ...variables },
  });
  return z.coerce.number().positive().parse(stdout.trim());
}

/** Writes a handler that needs nothing, to compare with; gives its path. */
export function emptyModule(folder: string): string {
  const file = join(folder, 'empty.js');
  writeFileSync(file, 'exports.handler = async () => {};\n');
  return file;
}
