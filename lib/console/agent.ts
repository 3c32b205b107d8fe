import type { Caller } from './caller.ts';
import { Refusal } from './refusal.ts';
import type { Agent, World } from './world.ts';

/** The worker who has signed in; throws Refusal where there is none of this name. */
export async function agentOf(
  { worker: find }: Pick<World, 'worker'>,
  { name, role }: Pick<Caller, 'name' | 'role'>,
): Promise<Agent> {
  const found = await find(name);
  if (found) return { worker: { sid: found.sid, name: found.name }, supervisor: role === 'supervisor' };
  throw new Refusal(
    403,
    `"${name}" has signed in, but is no worker: add a worker of this name to config/taskrouter.json, run seaway taskrouter apply, and sign in again`,
  );
}
