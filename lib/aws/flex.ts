import { openFlexApi } from '../flex/api.ts';
import { fetchAgentFile } from '../flex/file.ts';
import type { Flex } from '../flex/flex.ts';
import { flexTasks } from '../flex/tasks.ts';
import type { Http } from '../http.ts';
import { openHandOffs } from '../store/flex.ts';
import type { Table } from '../store/table.ts';
import { openTranscript } from '../store/transcript.ts';
import { readTwilioSettings } from '../tasks/settings.ts';
import type { Tasks } from '../tasks/tasks.ts';
import type { deployedDesk } from './desk.ts';
import { setting } from './handler.ts';

/** Where agents work: in our own console, or in Twilio Flex. */
export type Desk = 'console' | 'flex';

/** The workspace's tasks, as they are ended where agents work. */
export async function tasksOf(desk: ReturnType<typeof deployedDesk>, flex: Flex | undefined): Promise<Tasks> {
  const tasks = await desk.tasks();
  return flex ? { ...tasks, ...flexTasks(tasks, flex.api) } : tasks;
}

/** Flex of the account that assigns the tasks; undefined where agents work in our own console. */
export function deployedFlex(
  where: Desk,
  table: Table,
  http: Http,
  { secretOf, desk }: { secretOf: (name: string) => Promise<unknown>; desk: ReturnType<typeof deployedDesk> },
): Flex | undefined {
  if (where !== 'flex') return undefined;
  const account = async () => readTwilioSettings(await secretOf(`${setting('SECRET_PREFIX')}twilio`));
  return {
    api: async () => openFlexApi(await account(), http),
    workspaceSid: async () => (await desk.workspace()).sid,
    opened: openHandOffs(table, Date.now),
    newest: openTranscript(table).newest,
    file: async (url) => fetchAgentFile(url, await account(), http),
  };
}
