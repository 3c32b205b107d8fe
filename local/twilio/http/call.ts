import type { Account } from '../account.ts';
import { notFound, Problem } from '../problem.ts';
import type { Space } from '../space.ts';

/** A request that found its route: `sids` are the variable parts of the path, in order. */
export type Call = {
  account: Account;
  path: string;
  sids: string[];
  query: URLSearchParams;
  form: URLSearchParams;
  ifMatch: string | undefined;
};
export type Answer = { status: number; body?: unknown; etag?: string };
export type Route = { method: 'GET' | 'POST' | 'DELETE'; path: string; handle(call: Call): Answer };

/** The workspace named first in the path; throws Problem 404 where there is none. */
export const spaceOf = (call: Call): Space => found(call, call.account.spaces, 0);

/** What the path's SID at that place names; throws Problem 404 where there is none. */
export function found<Item>(call: Call, items: ReadonlyMap<string, Item>, place: number): Item {
  const item = items.get(call.sids[place] ?? '');
  if (item === undefined) throw notFound(call.path);
  return item;
}

/** Throws Problem 412 where the caller last saw another version than the present one. */
export function checkVersion(call: Call, version: number): void {
  if (call.ifMatch !== undefined && call.ifMatch !== '*' && call.ifMatch.replaceAll('"', '') !== String(version))
    throw new Problem(412, 20001, `ETag ${call.ifMatch} is not that of the present version ${version}`);
}

export const etagOf = (version: number): string => `"${version}"`;

/** The address of something in a workspace. */
export const urlOf = (space: Space, path: string): string =>
  `${space.origin()}/v1/Workspaces/${space.workspace.sid}${path}`;

/** A date as the API writes it: UTC, whole seconds. */
export const dateOf = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

export const noContent: Answer = { status: 204 };
