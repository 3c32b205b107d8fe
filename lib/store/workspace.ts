import { Permanent } from '../errors.ts';
import { type Workspace, workspaceSchema } from '../tasks/provisioned.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** Remembers which TaskRouter workspace this deployment provisioned. */
export async function saveWorkspace(table: Table, workspace: Workspace): Promise<void> {
  await table.write([{ put: { ...keys.workspace(), ...workspace } }]);
}

/** The workspace that was provisioned; throws Permanent where none was. */
export async function readWorkspace(table: Table): Promise<Workspace> {
  const workspace = workspaceSchema.optional().parse(await table.get(keys.workspace()));
  if (!workspace)
    throw new Permanent('there is no TaskRouter workspace yet: store the secret "twilio" and deploy again');
  return workspace;
}
