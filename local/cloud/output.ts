import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

export type Output = { write(text: string): void; close(): Promise<void> };

/** Where functions print: the file functions.log of the data folder, if there is one, and whoever listens. */
export function openOutput({ data, output }: { data?: string; output?: (text: string) => void }): Output {
  if (data) mkdirSync(data, { recursive: true });
  const file = data && createWriteStream(join(data, 'functions.log'), { flags: 'a' });
  return {
    write(text) {
      if (file) file.write(text);
      output?.(text);
    },
    async close() {
      if (file) await finished(file.end());
    },
  };
}
