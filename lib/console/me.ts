import type { Me } from './protocol/me.ts';
import type { Resource } from './world.ts';

/** Who has signed in, and what the page has to know of this contact centre; three calls side by side. */
export const getMe: Resource = async ({ team, rules, settings, socket, now }, { worker, supervisor }) => {
  const [member, load, activities] = await Promise.all([
    team.member(worker.sid),
    team.load(worker.sid),
    team.activities(),
  ]);
  const { sid, name, fullName, activity, available, since } = member;
  const me: Me = {
    worker: { sid, name, fullName },
    role: supervisor ? 'supervisor' : 'agent',
    activity: { name: activity, available, since },
    activities: activities.map((one) => ({ name: one.friendlyName, available: one.available })),
    load: load.flatMap(({ channel, ...much }) => {
      const title = rules.titles.get(channel);
      return title === undefined ? [] : [{ channel, title, ...much }];
    }),
    settings,
    socket,
    now: now(),
  };
  return { status: 200, body: me };
};
