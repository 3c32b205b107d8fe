import { rm, writeFile } from 'node:fs/promises';
import type { Places } from './resolve.ts';
import { resourcesOf, type Template } from './template.ts';

export type Announced = {
  dynamodb: string;
  secretsManager: string;
  /** Of the gateway. */
  origin: string;
  /** Which origin stands in for which provider. */
  origins: Record<string, string>;
};

/** Says in a file where things are, for `seaway ... --local`, until the cloud is closed. */
export async function announce(
  file: string,
  announced: Announced,
  template: Template,
  places: Places,
): Promise<{ close(): Promise<void> }> {
  const [table] = resourcesOf(template, 'AWS::DynamoDB::GlobalTable');
  if (table) await writeFile(file, `${JSON.stringify({ ...announced, table: places.ref(table.id) }, null, 2)}\n`);
  return { close: () => rm(file, { force: true }) };
}
