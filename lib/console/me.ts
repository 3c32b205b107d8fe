import type { Me } from './protocol/me.ts';
import type { Resource } from './world.ts';

/** Who has signed in, and what the page has to know of this contact centre; two calls side by side. */
export const getMe: Resource = async ({ team, rules, settings, socket, now }, { worker, supervisor }) => {
  const [member, load] = await Promise.all([team.member(worker.sid), team.load(worker.sid)]);
  const { sid, name, fullName, available, since } = member;
  const activity = { name: member.activity, available };
  // TaskRouter has activities of its own besides, which nobody is to choose.
  const isOther = rules.activities.every((one) => one.name !== activity.name);
  const me: Me = {
    worker: { sid, name, fullName },
    role: supervisor ? 'supervisor' : 'agent',
    activity: { ...activity, since },
    activities: isOther ? [...rules.activities, activity] : rules.activities,
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
