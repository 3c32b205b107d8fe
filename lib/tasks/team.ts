import * as z from 'zod';
import { ask, type TaskRouter } from './taskrouter.ts';

/** Who works, as the console shows them; `since` is when they went into their activity, in epoch milliseconds. */
export type Member = {
  sid: string;
  name: string;
  fullName: string;
  activity: string;
  available: boolean;
  since: number;
  /** Where the worker is called: a number, or an address that begins with sip: or client:. */
  contact?: string;
};

export type Team = ReturnType<typeof openTeam>;

/** The workers of one workspace and what they do. https://www.twilio.com/docs/taskrouter/api/worker */
export function openTeam(taskRouter: TaskRouter, workspaceSid: string) {
  const workspace = taskRouter.v1.workspaces(workspaceSid);
  return {
    /** The worker of this name; undefined where there is none. */
    async named(name: string): Promise<Member | undefined> {
      const found = await ask(() => workspace.workers.list({ friendlyName: name, limit: 1 }));
      return found.map(memberOf)[0];
    },

    async member(sid: string): Promise<Member> {
      return memberOf(await ask(() => workspace.workers(sid).fetch()));
    },

    /** All of them, at most 1,000. TaskRouter may leave out their attributes here, and with them their full names. */
    async members(): Promise<Member[]> {
      return (await ask(() => workspace.workers.list({ pageSize: 100, limit: 1_000 }))).map(memberOf);
    },

    activities: () => ask(() => workspace.activities.list({ limit: 100 })),

    /** How many tasks of each task channel a worker has, and may have. */
    async load(sid: string): Promise<{ channel: string; tasks: number; capacity: number }[]> {
      const channels = await ask(() => workspace.workers(sid).workerChannels.list({ limit: 100 }));
      return channels.map(({ taskChannelUniqueName, assignedTasks, configuredCapacity }) => ({
        channel: taskChannelUniqueName,
        tasks: assignedTasks,
        capacity: configuredCapacity,
      }));
    },

    /** From now on the worker is in this activity. Where tasks do not reach them in it, what they are offered is declined. */
    async enter(sid: string, activity: { sid: string; available: boolean }): Promise<Member> {
      const how = { activitySid: activity.sid, ...(!activity.available && { rejectPendingReservations: true }) };
      return memberOf(await ask(() => workspace.workers(sid).update(how)));
    },
  };
}

const attributesSchema = z.object({
  full_name: z.string().min(1).optional().catch(undefined),
  contact_uri: z
    .string()
    .regex(/^(\+[1-9]\d{6,14}|(sip|client):.+)$/)
    .optional()
    .catch(undefined),
});

type Told = {
  sid: string;
  friendlyName: string;
  attributes: string | null;
  activityName: string;
  available: boolean;
  dateStatusChanged: Date;
};

function memberOf({ sid, friendlyName, attributes, activityName, available, dateStatusChanged }: Told): Member {
  const known = attributesSchema.safeParse(JSON.parse(attributes ?? '{}')).data;
  return {
    sid,
    name: friendlyName,
    fullName: known?.full_name ?? friendlyName,
    ...(known?.contact_uri !== undefined && { contact: known.contact_uri }),
    activity: activityName,
    available,
    since: new Date(dateStatusChanged).getTime(),
  };
}
