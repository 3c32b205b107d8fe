import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flowCommands } from '../../cli/flow/index.ts';
import { define, say } from '../flow/build.ts';
import { file, place, seaway } from './terminal.ts';

test('without a command it says what there is', async () => {
  expect((await seaway([])).text).toContain('seaway flow');
  const { code, text } = await seaway(['flow']);
  expect(code).toBe(0);
  for (const name of Object.keys(flowCommands)) expect(text).toContain(`  ${name} `);
});

test.each(Object.keys(flowCommands))('flow %s says how it is used, and what is wrong with how it was', async (name) => {
  const help = await seaway(['flow', name, '--help']);
  expect(help).toMatchObject({ code: 0, complaint: '' });
  expect(help.text).toContain(`seaway flow ${name}`);
  expect(help.text).toContain('--json');
  const misused = await seaway(['flow', name, '--no-such-option']);
  expect(misused.code).toBe(2);
  expect(misused.complaint).toContain('--no-such-option');
  expect(misused.complaint).toContain(help.text);
});

test('what there is not, is wrong usage', async () => {
  expect((await seaway(['flow', 'fly'])).code).toBe(2);
  expect((await seaway(['sail'])).code).toBe(2);
});

test('a file that is not there is a sentence and no stack', async () => {
  const { code, complaint } = await seaway(['flow', 'lint', place('missing.json')]);
  expect(code).toBe(1);
  expect(complaint).toMatch(/^seaway: .*missing\.json cannot be read/);
});

test('the launcher works from any folder, on file names seen from there', () => {
  const path = file('launched.json', define(say('hello', 'Hello', { failed: 'hello' })));
  const launcher = join(import.meta.dirname, '../../cli/seaway.mjs');
  const { status, stdout } = spawnSync(process.execPath, [launcher, 'flow', 'lint', 'launched.json', '--json'], {
    cwd: join(path, '..'),
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([{ file: 'launched.json', errors: [] }]);
});
