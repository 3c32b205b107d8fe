import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withTables } from '../../cli/studio-docs.ts';
import { widgets } from '../../lib/flow/widgets/index.ts';

test('docs/studio.md says what the registry says: run "node run.mjs node cli/studio-docs.ts" where it does not', async () => {
  const page = await readFile('docs/studio.md', 'utf8');
  expect(page).toBe(withTables(page));
  for (const type of widgets.keys()) expect(page).toContain(`\`${type}\``);
});

test('a page without a place for the tables is refused', () => {
  expect(() => withTables('# Studio')).toThrow('put them where the widgets go');
});
