import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** What Seaway asks of a schedule: once, at a second, onto a FIFO queue, and then gone. */
export const scheduleSchema = z.object({
  GroupName: z.string().default('default'),
  ScheduleExpression: z
    .string()
    .regex(/^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/, 'the local scheduler knows at(yyyy-mm-ddThh:mm:ss) only'),
  ScheduleExpressionTimezone: z.literal('UTC').default('UTC'),
  ActionAfterCompletion: z.literal('DELETE'),
  Target: z.object({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z.string(),
    SqsParameters: z.object({ MessageGroupId: z.string() }),
  }),
});
export type Schedule = z.infer<typeof scheduleSchema>;
export type Schedules = ReturnType<typeof openSchedules>;

/** Schedules by id in a SQLite file (JSON would be written whole for each of thousands of timers), or in memory. */
export function openSchedules(file = ':memory:') {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('CREATE TABLE IF NOT EXISTS schedules (id TEXT PRIMARY KEY, at INTEGER, schedule TEXT)');
  return {
    get(id: string): Schedule | undefined {
      const row = database.prepare('SELECT schedule FROM schedules WHERE id = ?').get(id);
      return row && parse(row.schedule);
    },
    put(id: string, schedule: Schedule): void {
      const at = Date.parse(`${schedule.ScheduleExpression.slice('at('.length, -1)}Z`);
      database.prepare('INSERT INTO schedules VALUES (?, ?, ?)').run(id, at, JSON.stringify(schedule));
    },
    /** Those whose time has come at `now` (epoch milliseconds), the earliest first. */
    due(now: number): (Schedule & { id: string })[] {
      const rows = database.prepare('SELECT id, schedule FROM schedules WHERE at <= ? ORDER BY at').all(now);
      return rows.map(({ id, schedule }) => ({ ...parse(schedule), id: String(id) }));
    },
    remove(id: string): void {
      database.prepare('DELETE FROM schedules WHERE id = ?').run(id);
    },
    close: () => database.close(),
  };
}

const parse = (json: unknown): Schedule => scheduleSchema.parse(JSON.parse(String(json)));
