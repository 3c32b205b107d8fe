import type * as z from 'zod';

/** What a browser keeps: its `localStorage`, or something like it. */
export type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** What is kept: drafts, the conversation that is shown, what was said and not sent, and how much was looked at. */
const kinds = ['draft', 'place', 'said', 'seen'] as const;
type Kind = (typeof kinds)[number];

export type Kept = {
  /** All of a kind that can be read still, by their names. */
  all<Value>(kind: Kind, schema: z.ZodType<Value>): Map<string, Value>;
  has(kind: Kind, name: string): boolean;
  /** False where the browser does not keep it: then it lasts as long as the page. */
  keep(kind: Kind, name: string, value: unknown): boolean;
  drop(kind: Kind, name: string): void;
  /** Drops all of it. */
  clear(): void;
};

/**
 * What is kept in this browser for one worker, each thing under a key of its own, so that two tabs do not overwrite each other.
 */
export function openKept(worker: string, storage: Keeper | undefined): Kept {
  const prefix = `seaway console ${worker} `;
  const keyOf = (kind: Kind, name: string) => `${prefix}${kind} ${name}`;
  const namesOf = (kind: Kind) => {
    const start = keyOf(kind, '');
    return Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '')
      .filter((key) => key.startsWith(start))
      .map((key) => key.slice(start.length));
  };
  const drop = (kind: Kind, name: string) => storage?.removeItem(keyOf(kind, name));

  return {
    all: (kind, schema) =>
      new Map(
        namesOf(kind).flatMap((name) => {
          const { success, data } = schema.safeParse(json(storage?.getItem(keyOf(kind, name))));
          return success ? [[name, data] as const] : [];
        }),
      ),
    has: (kind, name) => storage?.getItem(keyOf(kind, name)) != null,
    keep(kind, name, value) {
      try {
        storage?.setItem(keyOf(kind, name), JSON.stringify(value));
        return storage !== undefined;
      } catch {
        // It is full.
        return false;
      }
    },
    drop,
    clear() {
      for (const kind of kinds) for (const name of namesOf(kind)) drop(kind, name);
    },
  };
}

function json(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
