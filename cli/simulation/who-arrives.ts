import { join } from 'node:path';
import { deployment } from '../../config/deployment.ts';
import { Permanent, reasonOf } from '../../lib/errors.ts';
import { conversationsOn } from '../../lib/store/conversations.ts';
import { openPeople } from '../../lib/store/people.ts';
import type { TaskRouterConfig } from '../../lib/tasks/config.ts';
import { threadKey } from '../../lib/thread.ts';
import { UsageError, wholeNumber } from '../command.ts';
import { textOf } from '../flow-file.ts';
import { accessTable, announcedTable } from '../table-access.ts';
import { type Arrival, arrivalsFrom, readArrivals } from './arrivals.ts';
import { generateDay, readDay, usualDay } from './day.ts';

/** What the operator says of who arrives. */
type Given = {
  seed: string;
  tasks?: string;
  day?: string;
  from?: string;
  'from-table'?: string;
  table?: string;
  local?: boolean;
  data?: string;
};

/** Those of a file, of the table, or of a day that is made up for this configuration. Throws UsageError or Permanent where there are none. */
export async function arrivalsOf(config: TaskRouterConfig, given: Given): Promise<Arrival[]> {
  const { from, 'from-table': date, day, tasks, seed } = given;
  if (from !== undefined) return readArrivals(await textOf(from));
  if (date !== undefined) return recordedOn(date, given);
  const usual = usualDay(config);
  const described = day === undefined ? usual : readDay(jsonOf(day, await textOf(day)), usual);
  const asked = tasks === undefined ? described : { ...described, tasks: wholeNumber('tasks', tasks) };
  return generateDay(asked, wholeNumber('seed', seed));
}

/** What SIDs of exported flows stand for here. */
const meanings: Record<string, string> = { ...deployment.workflows, ...deployment.taskChannels };

async function recordedOn(date: string, { data, ...where }: Given): Promise<Arrival[]> {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at)) throw new UsageError(`--from-table takes a date such as 2026-11-23, not "${date}"`);
  const table = data === undefined ? await accessTable(where) : await announcedTable(join(data, 'endpoints.json'));
  const conversations = await conversationsOn(table, at);
  const people = await openPeople(table).holders(conversations.map(({ thread }) => threadKey(thread)));
  return arrivalsFrom(conversations, { people, nameOf: (sid) => meanings[sid] ?? sid });
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Permanent(`${file} is no JSON: ${reasonOf(cause)}`, { cause });
  }
}
