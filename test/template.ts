import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../local/cloud/synth.ts';
import { until } from '../local/until.ts';

const variable = 'SEAWAY_TEST_TEMPLATES';

/** vitest runs this once, before all files: where the template will lie that they share. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'seaway-template-'));
  process.env[variable] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/** The folder of the synthesized stack. The first file to ask for it synthesizes, and the others wait: it takes ten seconds. */
export async function sharedTemplate(): Promise<string> {
  const folder = process.env[variable];
  if (folder === undefined) throw new Error('vitest was started without test/template.ts as its globalSetup');
  const template = join(folder, 'template');
  const isFirst = await mkdir(join(folder, 'taken')).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    const making = join(folder, 'making');
    await synthesize(making).catch(async (thrown) => {
      await mkdir(join(folder, 'failed'));
      throw thrown;
    });
    await rename(making, template);
  }
  const ready = () => {
    if (existsSync(join(folder, 'failed')))
      throw new Error('the stack could not be synthesized: see the first failure');
    return existsSync(template) ? true : undefined;
  };
  await until('another test file has synthesized the stack', ready, 200);
  return template;
}
