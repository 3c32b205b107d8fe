import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { coverageOf } from '../../../cli/coverage.ts';
import { knownHere, textOf } from '../../../cli/flow-file.ts';
import { runScript } from '../../../cli/script.ts';
import { loadScripts } from '../../../cli/script-file.ts';
import { checkFlow } from '../../../lib/flow/check.ts';

const folder = join(import.meta.dirname, '../../../config/flows/examples');
const files = readdirSync(folder);
const scriptFiles = files.filter((file) => file.endsWith('.test.json'));

describe.each(scriptFiles)('%s', async (file) => {
  const { flow, scripts } = await loadScripts(join(folder, file));

  test.each(scripts.scripts)('$name', async (script) => {
    expect((await runScript(flow, script, scripts)).failure).toBeUndefined();
  });

  test('its scripts reach every widget', async () => {
    const results = await Promise.all(scripts.scripts.map((script) => runScript(flow, script, scripts)));
    const { widgets } = coverageOf(
      flow,
      results.flatMap(({ steps }) => steps),
    );
    expect(widgets.filter(({ covered }) => !covered)).toEqual([]);
  });
});

test.each(files.filter((file) => !scriptFiles.includes(file)))('%s can be published', async (file) => {
  const known = knownHere({ FW00000000000000000000000000000002: 'appointment-answer.json' });
  expect(checkFlow(await textOf(join(folder, file)), known)).toEqual([]);
});
