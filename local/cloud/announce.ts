import { rm, writeFile } from 'node:fs/promises';
import type { Places } from './resolve.ts';
import { resourcesOf, type Template } from './template.ts';

/** Says in a file where the table is, for `seaway flow ... --local`, until the cloud is closed. */
export async function announce(
  file: string,
  dynamodb: string,
  template: Template,
  places: Places,
): Promise<{ close(): Promise<void> }> {
  const [table] = resourcesOf(template, 'AWS::DynamoDB::GlobalTable');
  if (table) await writeFile(file, `${JSON.stringify({ dynamodb, table: places.ref(table.id) }, null, 2)}\n`);
  return { close: () => rm(file, { force: true }) };
}
