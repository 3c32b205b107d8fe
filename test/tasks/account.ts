import { onTestFinished } from 'vitest';
import { createHttp } from '../../lib/http.ts';
import type { Applied } from '../../lib/tasks/applied.ts';
import { readTaskRouterConfig } from '../../lib/tasks/config.ts';
import { openTaskRouter } from '../../lib/tasks/taskrouter.ts';
import { type Reconciling, reconcile } from '../../lib/tasks/workspace.ts';
import { stoppedClock } from '../../local/twilio/clock.ts';
import { startTaskRouter } from '../../local/twilio/taskrouter.ts';
import { accountSid, authToken, clientOf } from '../local/twilio/centre.ts';

/** A TaskRouter account on a stopped clock that configurations are applied to, and the unmodified client to look at it. */
export async function openAccount(options: { start?: number; strict?: boolean } = {}) {
  const { start, strict = false } = options;
  const standIn = await startTaskRouter({ accountSid, authToken, clock: stoppedClock(start), strict });
  onTestFinished(() => standIn.close());
  const taskRouter = openTaskRouter(
    { accountSid, authToken },
    createHttp({ 'https://taskrouter.twilio.com': standIn.origin }),
  );
  let applied: Applied | undefined;
  const run = (json: unknown, how: Partial<Reconciling>) =>
    reconcile(taskRouter, readTaskRouterConfig(json), {
      origin: 'http://127.0.0.1:9',
      apply: true,
      applied,
      remember: async (left) => {
        applied = left;
      },
      ...how,
    });
  return {
    standIn,
    taskRouter,
    client: clientOf(standIn.origin),
    applied: () => applied,
    apply: (json: unknown, how: Partial<Reconciling> = {}) => run(json, how),
    plan: (json: unknown, how: Partial<Reconciling> = {}) => run(json, { ...how, apply: false }),
  };
}
