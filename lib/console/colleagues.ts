import type { Colleagues } from './protocol/desk.ts';
import { today } from './today.ts';
import type { Resource } from './world.ts';

/** Whom the agent can hand a conversation to: everybody else, and the queues. Three calls side by side. */
export const getColleagues: Resource = async ({ team, figures, settings, now }, { worker }) => {
  const [members, queues] = await Promise.all([team.members(), figures.queues(today(now()), settings.serviceLevel)]);
  const colleagues: Colleagues = {
    workers: members
      .filter(({ sid }) => sid !== worker.sid)
      .map(({ sid, name, fullName, activity, available }) => ({ sid, name, fullName, activity, available })),
    queues: queues.map(({ name, available, waiting }) => ({ name, available, waiting })),
  };
  return { status: 200, body: colleagues };
};
