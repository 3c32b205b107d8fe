import { isDeepStrictEqual } from 'node:util';
import { ask } from './taskrouter.ts';

/** One thing that differs between config/taskrouter.json and the account. */
export type Change = { action: 'create' | 'update'; kind: string; name: string; fields: Record<string, unknown> };

type Thing = {
  kind: string;
  name: string;
  /** What is there now; undefined where nothing is. */
  found: { sid: string } | undefined;
  wanted: Record<string, unknown>;
  create(): Promise<{ sid: string }>;
  update?(sid: string): Promise<unknown>;
};

export type Ensure = (thing: Thing) => Promise<string>;

/**
 * A function that makes one thing what it should be and gives its SID, noting in `changes` what differed. Without `apply`
 * it only notes; a thing that is not there yet then goes by its name.
 */
export const ensurer =
  (apply: boolean, changes: Change[]): Ensure =>
  async ({ kind, name, found, wanted, create, update }) => {
    const present = new Map(Object.entries(found ?? {}));
    const fields = Object.fromEntries(
      Object.entries(wanted).filter(([field, value]) => !same(value, present.get(field))),
    );
    if (found && Object.keys(fields).length === 0) return found.sid;
    changes.push({ action: found ? 'update' : 'create', kind, name, fields });
    if (!apply) return found?.sid ?? name;
    if (!found) return (await ask(create)).sid;
    await ask(async () => update?.(found.sid));
    return found.sid;
  };

/** TaskRouter gives JSON back in its own spacing and order, so JSON is compared by what it says. */
function same(wanted: unknown, present: unknown): boolean {
  if (wanted === present) return true;
  if (typeof wanted !== 'string' || typeof present !== 'string') return false;
  try {
    return isDeepStrictEqual(JSON.parse(wanted), JSON.parse(present));
  } catch {
    return false;
  }
}
