import twilio from 'twilio';
import { onTestFinished } from 'vitest';
import { stoppedClock } from '../../../local/twilio/clock.ts';
import { startTaskRouter, type TaskRouterOptions } from '../../../local/twilio/taskrouter.ts';

export const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
export const authToken = 'a-token-for-tests';

/** A stand-in on a stopped clock, the unmodified client, and a workspace; all closed when the test ends. */
export async function openCentre(options: Partial<TaskRouterOptions> = {}) {
  const standIn = await startTaskRouter({ accountSid, authToken, clock: stoppedClock(), ...options });
  onTestFinished(() => standIn.close());
  const client = clientOf(standIn.origin);
  const { sid } = await client.taskrouter.v1.workspaces.create({ friendlyName: 'Support' });
  return { standIn, client, clock: standIn.clock, ...(await centreOf(client, sid)) };
}

export function clientOf(origin: string, options: ConstructorParameters<typeof twilio.Twilio>[2] = {}) {
  const client = twilio(accountSid, authToken, options);
  client.taskrouter.baseUrl = origin;
  return client;
}

/** The workspace and short ways to fill it. */
export async function centreOf(client: twilio.Twilio, sid: string) {
  const workspace = client.taskrouter.v1.workspaces(sid);
  const activities = await workspace.activities.list();
  const activity = (name: string) => {
    const found = activities.find(({ friendlyName }) => friendlyName === name);
    if (!found) throw new Error(`no activity ${name}`);
    return found.sid;
  };
  return {
    workspace,
    activity,
    queue: (friendlyName: string, targetWorkers = '1==1', more: object = {}) =>
      workspace.taskQueues.create({ friendlyName, targetWorkers, ...more }),
    workflow: (routing: object, more: object = {}) =>
      workspace.workflows.create({
        friendlyName: 'Front desk',
        configuration: JSON.stringify({ task_routing: routing }),
        ...more,
      }),
    worker: (friendlyName: string, attributes: object = {}) =>
      workspace.workers.create({
        friendlyName,
        attributes: JSON.stringify(attributes),
        activitySid: activity('Available'),
      }),
    task: (attributes: object = {}, more: object = {}) =>
      workspace.tasks.create({ attributes: JSON.stringify(attributes), ...more }),
    /** The names of the workers who hold a reservation of that task in that state. */
    async holders(taskSid: string, reservationStatus: 'pending' | 'accepted' = 'pending') {
      const reservations = await workspace.tasks(taskSid).reservations.list({ reservationStatus });
      return reservations.map(({ workerName }) => workerName);
    },
    /** Answers the first pending reservation of that task. */
    async answer(taskSid: string, reservationStatus: 'accepted' | 'rejected', more: object = {}) {
      const [reservation] = await workspace.tasks(taskSid).reservations.list({ reservationStatus: 'pending' });
      if (!reservation) throw new Error(`nothing is offered for ${taskSid}`);
      return workspace
        .tasks(taskSid)
        .reservations(reservation.sid)
        .update({ reservationStatus, ...more });
    },
    async statusOf(taskSid: string) {
      return (await workspace.tasks(taskSid).fetch()).assignmentStatus;
    },
  };
}
